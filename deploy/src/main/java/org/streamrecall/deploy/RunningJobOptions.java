package org.streamrecall.deploy;

import org.streamrecall.client.Topics;
import picocli.CommandLine.Option;

/** Where a job that runs already is spoken to. */
final class RunningJobOptions {
  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT",
      description = "The job's Kafka, several brokers separated by commas.")
  private String bootstrapServers;

  @Option(
      names = "--topics",
      paramLabel = "PREFIX",
      defaultValue = "recall",
      description = "As the job's (default: ${DEFAULT-VALUE}).")
  private String prefix;

  String bootstrapServers() {
    return bootstrapServers;
  }

  Topics topics() {
    return Topics.withPrefix(prefix);
  }
}
