package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.score.LeftOut;
import org.streamrecall.events.score.Score;

/** Scores as people read them: a block for each target, and what follows from it. */
final class ScoreTable {
  private static final String NAME = "%-32s";

  private ScoreTable() {}

  /**
   * @param scored of the same methods and targets
   */
  static List<String> of(List<Scored> scored) {
    List<List<Score.Table>> tables = scored.stream().map(of -> of.score().tables()).toList();
    List<String> lines = new ArrayList<>();
    for (int t = 0; t < tables.get(0).size(); t++) {
      int target = t;
      lines.addAll(block(scored, tables.stream().map(of -> of.get(target)).toList()));
    }
    return lines;
  }

  private static List<String> block(List<Scored> scored, List<Score.Table> tables) {
    List<String> lines = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    List<Score.Table> filled = new ArrayList<>();
    for (int s = 0; s < scored.size(); s++) {
      if (tables.get(s).scored() > 0) {
        titles.add(scored.get(s).title());
        filled.add(tables.get(s));
      }
    }
    if (!filled.isEmpty()) {
      lines.addAll(figures(titles, filled));
    }
    for (int s = 0; s < scored.size(); s++) {
      Score.Table table = tables.get(s);
      String title = scored.get(s).title() + ": ";
      lines.add(title + outcomes(table));
      Base other = scored.get(s).other();
      Better.sentences(table)
          .forEach(sentence -> lines.add(title + sentence + remedy(table, other)));
      String left = leftOut(table, scored.get(s).refused());
      if (!left.isEmpty()) {
        lines.add(title + "left out " + left);
      }
    }
    return lines;
  }

  private static List<String> figures(List<String> titles, List<Score.Table> tables) {
    boolean category = tables.get(0).target().isCategory();
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(String.format(NAME, tables.get(0).target()));
    StringBuilder units = new StringBuilder(String.format(NAME, "  foretold before known"));
    for (String title : titles) {
      head.append(String.format("%28s", title));
      units.append(
          category
              ? String.format("%16s%12s", "right", "log loss")
              : String.format("%16s%12s", "over last value", "RMSE"));
    }
    lines.add(head.toString());
    lines.add(units.toString());
    for (int m = 0; m < tables.get(0).lines().size(); m++) {
      StringBuilder line =
          new StringBuilder(String.format(NAME, tables.get(0).lines().get(m).name()));
      for (Score.Table table : tables) {
        Score.Line of = table.lines().get(m);
        line.append(
            category
                ? String.format(Locale.ROOT, "%14.1f %%%12.4f", 100 * of.accuracy(), of.logLoss())
                : String.format(Locale.ROOT, "%16s%12.5g", over(of.overLast()), of.rmse()));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String over(double overLast) {
    return Double.isNaN(overLast) ? "-" : String.format(Locale.ROOT, "%.3f", overLast);
  }

  private static String outcomes(Score.Table table) {
    if (table.scored() == 0) {
      return "nothing to score of "
          + table.target()
          + ": no key has enough events whose outcome is known";
    }
    String outcomes =
        String.format(
            Locale.ROOT,
            "%,d outcomes of %,d %s",
            table.scored(),
            table.keys(),
            table.keys() == 1 ? "key" : "keys");
    return table.target().isCategory()
        ? outcomes
        : outcomes
            + String.format(
                Locale.ROOT,
                ", of which the stated 90 %% interval held %.1f %%",
                100 * table.lines().get(0).coverage());
  }

  /**
   * Another base, if it would help where ours does not win.
   *
   * @param other that is scored, or null for none
   */
  static String remedy(Score.Table table, Base other) {
    if (other == null) {
      return "";
    }
    double ours = Own.SERVING.in(table).rmse();
    double theirs = Own.OTHER_BASE.in(table).rmse();
    return theirs < ours
        ? String.format(Locale.ROOT, "; with --base %s it has %.5g, untrained", other, theirs)
        : "";
  }

  /**
   * @param refused events that could not be taken in
   * @return empty if nothing is left out
   */
  static String leftOut(Score.Table table, long refused) {
    LeftOut left = table.leftOut();
    List<String> events = new ArrayList<>();
    add(left.first(), "among the first " + Score.FIRST + " of a key", events);
    add(left.missing(), "without " + table.target().field(), events);
    add(left.ahead(), "with the outcome still to come", events);
    add(left.unanswered(), "of which nothing could be said yet", events);
    add(refused, "refused", events);
    List<String> keys = new ArrayList<>();
    add(left.keysUnscored(), "with no outcome to score", keys);
    List<String> mean = new ArrayList<>();
    add(left.keysConstant(), "that never change", mean);
    add(left.keysShort(), "with fewer than " + Score.ENOUGH + " outcomes", mean);
    List<String> all = new ArrayList<>();
    if (!events.isEmpty()) {
      all.add("of events " + String.join(", ", events));
    }
    if (!keys.isEmpty()) {
      all.add("of keys " + String.join(", ", keys));
    }
    if (!mean.isEmpty()) {
      all.add("of the mean over keys " + String.join(", ", mean));
    }
    return String.join("; ", all);
  }

  private static void add(long count, String why, List<String> all) {
    if (count > 0) {
      all.add(String.format(Locale.ROOT, "%,d %s", count, why));
    }
  }
}
