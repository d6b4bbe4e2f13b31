package org.streamrecall.tests.bench;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tests/bench training}: a step as it is taken beside plain loops. */
@Command(
    name = "bench training",
    mixinStandardHelpOptions = true,
    description =
        "What a step of training costs (64 contexts of 256 tokens, four queries each), beside plain"
            + " loops that take query by query on one core.")
public final class TrainingBenchCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Measured seconds of each figure (default: ${DEFAULT-VALUE}).")
  private int seconds;

  public static void main(String[] args) {
    System.exit(new CommandLine(new TrainingBenchCommand()).execute(args));
  }

  @Override
  public Integer call() throws RunnerException {
    System.out.println("path    cores  queries at once   us a step   times as fast");
    double plain = microseconds("scalar", 1, 1);
    print("scalar", 1, 1, plain, plain);
    for (String path : new String[] {"scalar", "vector"}) {
      for (int cores = 1; cores <= 2; cores++) {
        print(path, cores, 4, microseconds(path, cores, 4), plain);
      }
    }
    return 0;
  }

  private static void print(String path, int cores, int together, double took, double plain) {
    System.out.printf(
        Locale.ROOT, "%-7s %5d %16d %11.0f %15.2f%n", path, cores, together, took, plain / took);
  }

  private double microseconds(String path, int cores, int together) throws RunnerException {
    ChainedOptionsBuilder options =
        KernelRun.of(TrainingBench.class, path, seconds)
            .param("cores", Integer.toString(cores))
            .param("together", Integer.toString(together));
    return new Runner(options.build()).runSingle().getPrimaryResult().getScore();
  }
}
