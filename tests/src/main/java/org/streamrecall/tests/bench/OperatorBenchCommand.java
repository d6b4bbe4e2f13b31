package org.streamrecall.tests.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tests/bench operator}: CPU of a token in the operator, beside a counting function. */
@Command(
    name = "bench operator",
    mixinStandardHelpOptions = true,
    description =
        "CPU of the whole process for one token, told from memory through a serialised exchange to a"
            + " counting function, and to memories on the heap, in order of time, and on RocksDB.")
public final class OperatorBenchCommand implements Callable<Integer> {
  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "1000000",
      description =
          "Tokens counted, after a tenth as many that are not (default: ${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--contexts",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Contexts, their tokens interleaved (default: ${DEFAULT-VALUE}).")
  private int contexts;

  @Option(
      names = "--dims",
      paramLabel = "N",
      defaultValue = "16",
      description = "Numbers of a tag (default: ${DEFAULT-VALUE}).")
  private int dims;

  @Option(
      names = "--sketch-bytes",
      paramLabel = "N",
      defaultValue = "16384",
      description = "Bytes of one context (default: ${DEFAULT-VALUE}).")
  private int sketchBytes;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Rounds in one JVM, all jobs in each; the last counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  public static void main(String[] args) {
    System.exit(new CommandLine(new OperatorBenchCommand()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    TokenFlow flow = new TokenFlow(dims, contexts, 0, 100);
    System.out.println("round  counting  heap  time  rocksdb   us of CPU a token; ratios");
    for (int round = 1; round <= rounds; round++) {
      Map<String, Double> cost = new LinkedHashMap<>();
      cost.put("counting", cost(new TokenJob(flow).counting()));
      cost.put("heap", cost(new TokenJob(flow).recalling(sketchBytes)));
      cost.put("time", cost(new TokenJob(flow).recalling(sketchBytes).inOrderOfTime()));
      cost.put("rocksdb", cost(new TokenJob(flow).recalling(sketchBytes).onRocksDb()));
      System.out.printf(
          Locale.ROOT,
          "%5d %9.2f %5.2f %5.2f %8.2f   heap/counting %.2f, time/heap %.2f, rocksdb/heap %.2f%n",
          round,
          cost.get("counting"),
          cost.get("heap"),
          cost.get("time"),
          cost.get("rocksdb"),
          cost.get("heap") / cost.get("counting"),
          cost.get("time") / cost.get("heap"),
          cost.get("rocksdb") / cost.get("heap"));
    }
    return 0;
  }

  /** Microseconds a token: what more tokens cost more. */
  private double cost(TokenJob job) throws Exception {
    long few = cpu(job, tokens / 10);
    long many = cpu(job, tokens + tokens / 10);
    return (many - few) / 1e3 / tokens;
  }

  private static long cpu(TokenJob job, long tokens) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.gc();
    long before = system.getProcessCpuTime();
    job.run(tokens);
    return system.getProcessCpuTime() - before;
  }
}
