package org.streamrecall.deploy;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.kafka.Broker;
import org.streamrecall.model.RecallModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code run} does, on the cluster that it is submitted to. */
@Command(name = "streamrecall-job")
final class JobCommand extends RunCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and submit nothing.")
  private boolean help;

  @Override
  void requireConsistent() {
    if (hasLocalOptions()) {
      throw wrongly(
          "--state, --backend, --rocksdb-memory, --parallelism and --restarts are for a run in one"
              + " process; a cluster is told before the jar: flink run -t remote -p 4 -s CHECKPOINT -D"
              + " state.backend.type=rocksdb");
    }
    super.requireConsistent();
  }

  /** Waits for the job's end only if whoever submits it wants to. */
  @Override
  int serve(RecallModel serving, JobOptions options) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    try (Broker broker = Broker.connect(options.kafka().access())) {
      build(environment, broker, serving, options);
    }
    environment.execute(options.kafka().groupId());
    return 0;
  }
}
