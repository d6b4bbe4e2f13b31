package org.streamrecall.tests.bench;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.IOMetrics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tests/bench salting}: one context with most of the tokens, plain and in shards. */
@Command(
    name = "bench salting",
    mixinStandardHelpOptions = true,
    description =
        "Tokens a second where one context has nine tenths of them, on two subtasks: counted only, in"
            + " one memory, and in shards.")
public final class SaltingBenchCommand implements Callable<Integer> {
  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Tokens of one job (default: ${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--contexts",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Contexts; the first has nine tenths of the tokens (default: ${DEFAULT-VALUE}).")
  private int contexts;

  @Option(
      names = "--dims",
      paramLabel = "N",
      defaultValue = "64",
      description = "Numbers of a tag (default: ${DEFAULT-VALUE}).")
  private int dims;

  @Option(
      names = "--sketch-bytes",
      paramLabel = "N",
      defaultValue = "65536",
      description = "Bytes of one shard (default: ${DEFAULT-VALUE}).")
  private int sketchBytes;

  @Option(
      names = "--salts",
      paramLabel = "N",
      defaultValue = "4",
      description = "Shards of the first context (default: ${DEFAULT-VALUE}).")
  private int salts;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Rounds in one JVM, all jobs in each; the last counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  public static void main(String[] args) {
    System.exit(new CommandLine(new SaltingBenchCommand()).execute(args));
  }

  /** A job's run. */
  private record Run(double tokensPerSecond, double busyMicros, double busiestOverMean) {}

  @Override
  public Integer call() throws Exception {
    TokenFlow flow = new TokenFlow(dims, contexts, 0.9, false);
    for (int round = 1; round <= rounds; round++) {
      Run counted = run(new TokenJob(flow).counting(), "count");
      Run plain = run(new TokenJob(flow).recalling(sketchBytes), "recall");
      Run salted = run(new TokenJob(flow).recalling(sketchBytes).salted(salts), "shards");
      System.out.printf(
          Locale.ROOT,
          "round %d: counting %,.0f tokens/s; plain %,.0f tokens/s, busiest/mean %.2f; salted %,.0f"
              + " tokens/s, busiest/mean %.2f; salted/plain %.2f%n",
          round,
          counted.tokensPerSecond(),
          plain.tokensPerSecond(),
          plain.busiestOverMean(),
          salted.tokensPerSecond(),
          salted.busiestOverMean(),
          salted.tokensPerSecond() / plain.tokensPerSecond());
      System.out.printf(
          Locale.ROOT,
          "         busy us a token: exchange and counting %.2f, exchange and one memory %.2f, exchange"
              + " and shards %.2f%n",
          counted.busyMicros(),
          plain.busyMicros(),
          salted.busyMicros());
    }
    return 0;
  }

  private Run run(TokenJob job, String task) throws Exception {
    AccessExecutionGraph graph = job.run(tokens);
    for (AccessExecutionJobVertex vertex : graph.getAllVertices().values()) {
      if (vertex.getName().contains(task)) {
        return run(vertex);
      }
    }
    throw new IllegalStateException("no task of the job is named \"" + task + "\"");
  }

  private Run run(AccessExecutionJobVertex vertex) {
    double most = 0;
    double sum = 0;
    double longest = 0;
    for (AccessExecutionVertex subtask : vertex.getTaskVertices()) {
      IOMetrics metrics = subtask.getCurrentExecutionAttempt().getIOMetrics();
      double busy = metrics.getAccumulateBusyTime();
      most = Math.max(most, busy);
      sum += busy;
      longest =
          Math.max(
              longest,
              busy + metrics.getAccumulateIdleTime() + metrics.getAccumulateBackPressuredTime());
    }
    double mean = sum / vertex.getTaskVertices().length;
    return new Run(tokens / (longest / 1e3), sum * 1e3 / tokens, most / mean);
  }
}
