package org.streamrecall.deploy.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.streamrecall.events.Score;
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
    PrintWriter out = spec.commandLine().getOut();
    SensorDemo demo = new SensorDemo(out, 10 * seconds, 4);
    List<Score> scores = demo.run();
    if (keep != null) {
      demo.keep(keep);
    }
    out.println();
    StringBuilder head = new StringBuilder(String.format("%-24s", "RMSE of the next reading"));
    Readings.NAMES.forEach(name -> head.append(String.format("%10s", name)));
    out.println(head);
    for (int m = 0; m < scores.get(0).lines().size(); m++) {
      StringBuilder line =
          new StringBuilder(String.format("%-24s", scores.get(0).lines().get(m).name()));
      for (Score score : scores) {
        line.append(String.format(Locale.ROOT, "%10.4g", score.lines().get(m).rmse()));
      }
      out.println(line);
    }
    out.println(verdict(scores));
    out.flush();
    return 0;
  }

  private static String verdict(List<Score> scores) {
    StringBuilder won = new StringBuilder();
    StringBuilder lost = new StringBuilder();
    for (int s = 0; s < scores.size(); s++) {
      Score score = scores.get(s);
      double ours = score.lines().get(0).rmse();
      boolean best = true;
      for (Score.Line line : score.lines().subList(score.own(), score.own() + 3)) {
        best &= ours < line.rmse();
      }
      (best ? won : lost).append(' ').append(Readings.NAMES.get(s));
    }
    return "beats last value and means on:"
        + (won.isEmpty() ? " none" : won)
        + (lost.isEmpty() ? "" : "; not on:" + lost);
  }
}
