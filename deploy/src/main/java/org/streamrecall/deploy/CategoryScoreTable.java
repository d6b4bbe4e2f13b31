package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.events.score.Score;

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
    return verdict(ours, right, sure);
  }

  /**
   * @param right who of the others is right most often
   * @param sure whose log loss is the least of the others'
   */
  static String verdict(Score.Line ours, Score.Line right, Score.Line sure) {
    return right(ours, right, loss(ours, sure) < 0) + "; " + told(ours, sure);
  }

  /** As the table shows it: what it shows as the same is no win and no defeat. */
  private static long tenths(Score.Line line) {
    return Math.round(1000 * line.accuracy());
  }

  private static String right(Score.Line ours, Score.Line best, boolean surer) {
    double points = 100 * Math.abs(ours.accuracy() - best.accuracy());
    int order = Long.compare(tenths(ours), tenths(best));
    if (order == 0) {
      return "StreamRecall is right as often as the best of them, " + best.name();
    }
    return String.format(
        Locale.ROOT,
        order > 0
            ? "StreamRecall is right %.1f points more often than the best of them, %s"
            : surer
                ? "StreamRecall is right %.1f points less often than the best of them, %s"
                : "StreamRecall does not win here: use %2$s, which is right %1$.1f points more often",
        points,
        best.name());
  }

  /** Less than 0 if our log loss is the lesser, 0 if it is shown as the same. */
  private static int loss(Score.Line ours, Score.Line best) {
    boolean same = Math.round(1e4 * ours.logLoss()) == Math.round(1e4 * best.logLoss());
    return same || ScoreTable.isNothing(1 - ours.logLoss() / best.logLoss())
        ? 0
        : Double.compare(ours.logLoss(), best.logLoss());
  }

  private static String told(Score.Line ours, Score.Line best) {
    int order = loss(ours, best);
    if (order == 0) {
      return "its log loss is that of " + best.name();
    }
    double less = Math.min(ours.logLoss(), best.logLoss());
    return String.format(
        Locale.ROOT,
        order < 0
            ? "its log loss is %.0f %% below the best of them, %s"
            : "its log loss is not the best: for probabilities use %2$s, which is %1$.0f %% below it",
        100 * (1 - less / Math.max(ours.logLoss(), best.logLoss())),
        best.name());
  }
}
