package org.streamrecall.tests.bench;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How a benchmark is run on one path of inner loops. */
final class KernelRun {
  private KernelRun() {}

  /**
   * @param path vector or scalar
   * @param seconds measured of each figure
   */
  static ChainedOptionsBuilder of(Class<?> benchmark, String path, int seconds) {
    return new OptionsBuilder()
        .include(benchmark.getName())
        .forks(1)
        .measurementIterations(seconds)
        .measurementTime(TimeValue.seconds(1))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .jvmArgs("-Xmx1g", "--add-modules=jdk.incubator.vector", "-Dstreamrecall.kernels=" + path);
  }
}
