package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.events.Score;

/** A score as people read it, and what follows from it. */
final class ScoreTable {
  private ScoreTable() {}

  static List<String> of(Score score) {
    List<String> lines = new ArrayList<>();
    if (score.scored() == 0) {
      lines.add("nothing to score: no key has enough events whose outcome is known");
      return lines;
    }
    List<Score.Line> methods = score.lines();
    Score.Line ours = methods.get(0);
    Score.Line best = methods.get(1);
    lines.add(
        String.format(
            Locale.ROOT, "%-24s %12s %14s", "foretold before known", "RMSE", "over ours"));
    for (Score.Line line : methods) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-24s %12.5g %13.2fx",
              line.name(),
              line.rmse(),
              line.rmse() / ours.rmse()));
      best = line != ours && line.rmse() < best.rmse() ? line : best;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d outcomes; the stated 90 %% interval held %.1f %% of them",
            score.scored(),
            100 * ours.coverage()));
    lines.add(verdict(ours, best));
    return lines;
  }

  private static String verdict(Score.Line ours, Score.Line best) {
    double gain = 1 - ours.rmse() / best.rmse();
    return gain > 0
        ? String.format(
            Locale.ROOT,
            "StreamRecall is %.0f %% below the best of them, %s",
            100 * gain,
            best.name())
        : String.format(
            Locale.ROOT,
            "StreamRecall does not win here: use %s, which is %.0f %% below it",
            best.name(),
            100 * (1 - best.rmse() / ours.rmse()));
  }
}
