package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.events.Score;

/** {@link ScoreTable} of categories: how often each method is right, and its log loss. */
final class CategoryScoreTable {
  private CategoryScoreTable() {}

  static List<String> of(List<String> titles, List<Score> scores) {
    List<String> lines = new ArrayList<>();
    lines.add(ScoreTable.head("right, log loss before known", titles));
    for (int m = 0; m < scores.get(0).lines().size(); m++) {
      StringBuilder line =
          new StringBuilder(String.format("%-28s", scores.get(0).lines().get(m).name()));
      for (Score score : scores) {
        Score.Line of = score.lines().get(m);
        String loss =
            Double.isNaN(of.logLoss()) ? "-" : String.format(Locale.ROOT, "%.4f", of.logLoss());
        line.append(String.format(Locale.ROOT, "%12.1f %% %11s", 100 * of.accuracy(), loss));
      }
      lines.add(line.toString());
    }
    for (int s = 0; s < scores.size(); s++) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: %,d outcomes; %s",
              titles.get(s),
              scores.get(s).scored(),
              verdict(scores.get(s))));
    }
    return lines;
  }

  private static String verdict(Score score) {
    Score.Line ours = score.lines().get(0);
    List<Score.Line> theirs = score.lines().subList(score.own(), score.lines().size());
    Score.Line right = theirs.get(0);
    Score.Line sure = theirs.get(theirs.size() - 1);
    for (Score.Line line : theirs) {
      right = line.accuracy() > right.accuracy() ? line : right;
      sure = line.logLoss() < sure.logLoss() ? line : sure; // never one without
    }
    return right(ours, right) + "; " + loss(ours, sure);
  }

  static String right(Score.Line ours, Score.Line best) {
    double points = 100 * (ours.accuracy() - best.accuracy());
    if (points != 0 && Math.abs(points) < 0.05) { // shown as 0.0
      return "StreamRecall is right as often as the best of them, " + best.name();
    }
    if (points > 0) {
      return String.format(
          Locale.ROOT,
          "StreamRecall is right %.1f points more often than the best of them, %s",
          points,
          best.name());
    }
    return String.format(
        Locale.ROOT,
        "StreamRecall does not win here: use %s, which is right %s",
        best.name(),
        points == 0
            ? "as often, and simpler"
            : String.format(Locale.ROOT, "%.1f points more often", -points));
  }

  static String loss(Score.Line ours, Score.Line best) {
    if (ours.logLoss() == best.logLoss()
        || ScoreTable.isNothing(1 - ours.logLoss() / best.logLoss())) {
      return "its log loss is that of " + best.name();
    }
    if (ours.logLoss() < best.logLoss()) {
      return String.format(
          Locale.ROOT,
          "its log loss is %.0f %% below the best of them, %s",
          100 * (1 - ours.logLoss() / best.logLoss()),
          best.name());
    }
    return String.format(
        Locale.ROOT,
        "its log loss is not the best: for probabilities use %s, which is %.0f %% below it",
        best.name(),
        100 * (1 - best.logLoss() / ours.logLoss()));
  }
}
