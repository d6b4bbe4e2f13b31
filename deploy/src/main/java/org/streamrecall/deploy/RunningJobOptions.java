package org.streamrecall.deploy;

import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.Topics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a job that runs already is spoken to. */
final class RunningJobOptions {
  @Mixin private AccessOptions access = new AccessOptions();

  @Option(
      names = "--topics",
      paramLabel = "PREFIX",
      defaultValue = "recall",
      description = "As the job's (default: ${DEFAULT-VALUE}).")
  private String prefix;

  KafkaAccess access() {
    return access.access();
  }

  Topics topics() {
    return Topics.withPrefix(prefix);
  }
}
