package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.events.score.Score;

/** Scores as people read them, and what follows from them. */
final class ScoreTable {
  /** How the line of ours begins that has another base, untrained. */
  static final String OTHER_BASE = "  untrained, base ";

  private ScoreTable() {}

  /**
   * @param titles one a score
   * @param scores of the same methods
   */
  static List<String> of(List<String> titles, List<Score> scores) {
    if (scores.stream().anyMatch(score -> score.scored() == 0)) {
      return List.of("nothing to score: no key has enough events whose outcome is known");
    }
    return scores.get(0).isCategory()
        ? CategoryScoreTable.of(titles, scores)
        : numbers(titles, scores);
  }

  private static List<String> numbers(List<String> titles, List<Score> scores) {
    List<String> lines = new ArrayList<>();
    lines.add(head("RMSE, foretold before known", titles));
    for (int m = 0; m < scores.get(0).lines().size(); m++) {
      StringBuilder line =
          new StringBuilder(String.format("%-28s", scores.get(0).lines().get(m).name()));
      for (Score score : scores) {
        double ours = score.lines().get(0).rmse();
        double rmse = score.lines().get(m).rmse();
        line.append(String.format(Locale.ROOT, "%14.5g %11s", rmse, times(rmse, ours)));
      }
      lines.add(line.toString());
    }
    for (int s = 0; s < scores.size(); s++) {
      Score score = scores.get(s);
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: %,d outcomes, of which the stated 90 %% interval held %.1f %%; %s",
              titles.get(s),
              score.scored(),
              100 * score.lines().get(0).coverage(),
              verdict(score)));
    }
    return lines;
  }

  static String head(String what, List<String> titles) {
    StringBuilder head = new StringBuilder(String.format("%-28s", what));
    titles.forEach(title -> head.append(String.format("%26s", title)));
    return head.toString();
  }

  /** Nothing is so many times the error of what is never wrong. */
  private static String times(double rmse, double ours) {
    return ours > 0 ? String.format(Locale.ROOT, "%.2fx", rmse / ours) : "-";
  }

  /** Whether it would be shown as 0 %. */
  static boolean isNothing(double gain) {
    return Math.abs(100 * gain) < 0.5;
  }

  private static String verdict(Score score) {
    List<Score.Line> methods = score.lines();
    Score.Line ours = methods.get(0);
    Score.Line best = methods.get(score.own());
    for (Score.Line line : methods.subList(score.own(), methods.size())) {
      best = line.rmse() < best.rmse() ? line : best;
    }
    String verdict = verdict(ours, best);
    for (Score.Line line : methods.subList(1, score.own())) {
      verdict += ours.rmse() > best.rmse() ? remedy(ours, line) : "";
    }
    return verdict;
  }

  /** Another base, if it would help where ours does not win. */
  static String remedy(Score.Line ours, Score.Line other) {
    if (!other.name().startsWith(OTHER_BASE) || !(other.rmse() < ours.rmse())) {
      return "";
    }
    String base = other.name().substring(OTHER_BASE.length());
    return String.format(
        Locale.ROOT, "; with --base %s it has %.5g, untrained", base, other.rmse());
  }

  static String verdict(Score.Line ours, Score.Line best) {
    if (ours.rmse() == 0 && best.rmse() == 0) {
      return "StreamRecall and " + best.name() + " were never wrong";
    }
    double gain = 1 - ours.rmse() / best.rmse();
    if (isNothing(gain)) {
      return "StreamRecall equals the best of them, " + best.name();
    }
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
