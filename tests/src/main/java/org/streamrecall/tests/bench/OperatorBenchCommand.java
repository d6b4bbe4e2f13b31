package org.streamrecall.tests.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
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
            + " counting function, and to memories on the heap, in order of time, and on RocksDB; from"
            + " objects, and from JSON that has to be read.")
public final class OperatorBenchCommand implements Callable<Integer> {
  /** As many times fewer events: each costs as much more. */
  private static final int EVENTS = 10;

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
    TokenFlow objects = new TokenFlow(dims, contexts, 0, false);
    TokenFlow records = new TokenFlow(dims, contexts, 0, true);
    System.out.println(
        "us of CPU a token  counting   heap   time  rocksdb  of JSON: counting   heap");
    for (int round = 1; round <= rounds; round++) {
      double counting = cost(new TokenJob(objects).counting());
      double heap = cost(new TokenJob(objects).recalling(sketchBytes));
      double time = cost(new TokenJob(objects).recalling(sketchBytes).inOrderOfTime());
      double rocks = cost(new TokenJob(objects).recalling(sketchBytes).onRocksDb());
      double countingJson = cost(new TokenJob(records).counting());
      double heapJson = cost(new TokenJob(records).recalling(sketchBytes));
      System.out.printf(
          Locale.ROOT,
          "round %-12d %8.2f %6.2f %6.2f %8.2f %18.2f %6.2f%n",
          round,
          counting,
          heap,
          time,
          rocks,
          countingJson,
          heapJson);
      System.out.printf(
          Locale.ROOT,
          "                   heap/counting %.2f, of JSON %.2f; time/heap %.2f; rocksdb/heap %.2f%n",
          heap / counting,
          heapJson / countingJson,
          time / heap,
          rocks / heap);
      double events = cost(new EventJob(contexts, sketchBytes, false), tokens / EVENTS);
      double eventTime = cost(new EventJob(contexts, sketchBytes, true), tokens / EVENTS);
      System.out.printf(
          Locale.ROOT,
          "                   an event, answered and learned %.2f; in order of time %.2f (%.2f)%n",
          events,
          eventTime,
          eventTime / events);
    }
    return 0;
  }

  private double cost(MemoryJob job) throws Exception {
    return cost(job, tokens);
  }

  /** Microseconds a record: what more of them cost more. */
  private static double cost(MemoryJob job, long records) throws Exception {
    long few = cpu(job, records / 10);
    long many = cpu(job, records + records / 10);
    return (many - few) / 1e3 / records;
  }

  private static long cpu(MemoryJob job, long tokens) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.gc();
    long before = system.getProcessCpuTime();
    job.run(tokens);
    return system.getProcessCpuTime() - before;
  }
}
