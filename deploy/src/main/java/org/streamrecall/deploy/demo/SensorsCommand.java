package org.streamrecall.deploy.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.streamrecall.deploy.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Foretells this process's own readings. */
@Command(
    name = "sensors",
    description = {
      "Foretells this process's own readings (CPU, heap, collections, threads, allocation) ten times a",
      "second, while it sorts, allocates, compresses and rests in an order it has not learned."
    })
final class SensorsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Length of one regime (default: ${DEFAULT-VALUE}; the demo takes 26 times that).")
  private int seconds;

  @Option(
      names = "--keep",
      paramLabel = "FILE",
      description = "Leave the events here, one JSON object a line, for replay and train.")
  private Path keep;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--seconds=" + seconds + " is below 1; give at least 1");
    }
    SensorDemo demo =
        new SensorDemo(
            spec.commandLine().getOut(),
            spec.commandLine().getErr(),
            10 * seconds,
            4,
            Terminal.isThere());
    demo.run();
    if (keep != null) {
      demo.keep(keep);
    }
    return 0;
  }
}
