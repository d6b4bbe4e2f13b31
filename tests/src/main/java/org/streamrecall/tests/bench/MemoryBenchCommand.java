package org.streamrecall.tests.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tests/bench memory}: the vector path and the plain loops side by side. */
@Command(
    name = "bench memory",
    mixinStandardHelpOptions = true,
    description = "What an add and a recall cost, on the vector path and on the plain loops.")
public final class MemoryBenchCommand implements Callable<Integer> {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      split = ",",
      defaultValue = "gauss,aniso,cosine,heavy,drift",
      description = "Streams to measure (default: ${DEFAULT-VALUE}).")
  private String[] shapes;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      split = ",",
      defaultValue = "16384,4096",
      description = "Budgets to measure (default: ${DEFAULT-VALUE}).")
  private String[] bytes;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Measured seconds of each figure (default: ${DEFAULT-VALUE}).")
  private int seconds;

  public static void main(String[] args) {
    System.exit(new CommandLine(new MemoryBenchCommand()).execute(args));
  }

  @Override
  public Integer call() throws RunnerException {
    System.out.println("path    shape   benchmark    bytes        ns/op     B/op");
    for (String path : new String[] {"vector", "scalar"}) {
      for (RunResult result : run(path)) {
        System.out.printf(
            Locale.ROOT,
            "%-7s %-7s %-11s %6s %12.0f %8.0f%n",
            path,
            result.getParams().getParam("shape"),
            result.getPrimaryResult().getLabel(),
            result.getParams().getParam("bytes"),
            result.getPrimaryResult().getScore(),
            result.getSecondaryResults().get(ALLOCATED).getScore());
      }
    }
    return 0;
  }

  private Collection<RunResult> run(String path) throws RunnerException {
    ChainedOptionsBuilder options =
        KernelRun.of(MemoryBench.class, path, seconds)
            .param("shape", shapes)
            .param("bytes", bytes)
            .addProfiler(GCProfiler.class);
    return new Runner(options.build()).run();
  }
}
