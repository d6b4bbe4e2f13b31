package org.streamrecall.deploy.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.events.score.Score;

/** Errors of every method beside each other, a column a reading. */
final class SensorTable {
  /** Last value, running mean, and the value one season ago. */
  private static final int SIMPLE = 3;

  private SensorTable() {}

  /**
   * @param scores of the same methods, by name
   */
  static List<String> of(String title, List<String> names, List<Score> scores) {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(String.format("%-32s", title));
    names.forEach(name -> head.append(String.format("%10s", name)));
    lines.add(head.toString());
    List<List<Score.Line>> methods = scores.stream().map(score -> table(score).lines()).toList();
    for (int m = 0; m < methods.get(0).size(); m++) {
      StringBuilder line = new StringBuilder(String.format("%-32s", methods.get(0).get(m).name()));
      for (List<Score.Line> of : methods) {
        line.append(String.format(Locale.ROOT, "%10.4g", of.get(m).rmse()));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** Where ours has less error than what needs no learning, and where less than any. */
  static List<String> verdict(List<String> names, List<Score> scores) {
    StringBuilder won = new StringBuilder();
    StringBuilder lost = new StringBuilder();
    StringBuilder best = new StringBuilder();
    for (int s = 0; s < scores.size(); s++) {
      List<Score.Line> lines = table(scores.get(s)).lines();
      int own = table(scores.get(s)).own();
      boolean wins = wins(lines, own, own + SIMPLE);
      (wins ? won : lost).append(' ').append(names.get(s));
      best.append(wins(lines, own, lines.size()) ? " " + names.get(s) : "");
    }
    return List.of(
        "beats last value, mean and one season ago on:"
            + (won.isEmpty() ? " none" : won)
            + (lost.isEmpty() ? "" : "; not on:" + lost),
        "beats all of them on:" + (best.isEmpty() ? " none" : best));
  }

  private static Score.Table table(Score score) {
    return score.tables().get(0);
  }

  private static boolean wins(List<Score.Line> lines, int from, int to) {
    double ours = lines.get(0).rmse();
    return lines.subList(from, to).stream().allMatch(line -> ours < line.rmse());
  }
}
