package org.streamrecall.deploy.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.events.label.FoundStretches;

/** What labels say of methods, as people read it: a block for each target. */
public final class LabelText {
  private static final String NAME = "%-32s";
  private static final String AREAS = "%18s%9s";
  private static final String ALARMS = "%12s%9s%8s";

  private LabelText() {}

  /**
   * @param title of what was scored
   * @param field that holds the labels
   */
  public static List<String> of(String title, String field, List<LabelTable> tables) {
    List<String> lines = new ArrayList<>();
    tables.forEach(table -> lines.addAll(block(title + ": ", field, table)));
    return lines;
  }

  private static List<String> block(String title, String field, LabelTable table) {
    List<String> lines = new ArrayList<>();
    if (table.isOfBoth()) {
      lines.addAll(figures(field, table));
    } else {
      lines.add(
          title
              + "nothing to judge of "
              + target(table)
              + ": among the second half of each key's events "
              + (table.judged() == 0
                  ? "none has a label and a score"
                  : field + " marks " + (table.marked() == 0 ? "none" : "all"))
              + "; give it more events");
    }
    lines.add(title + judged(field, table));
    FoundStretches alarms = table.lines().get(0).alarms();
    if (alarms != null && table.isOfBoth()) {
      lines.add(title + alarms(table.rate(), alarms));
    }
    if (table.isOfBoth()) {
      table.better().stream()
          .map(
              line ->
                  String.format(
                      Locale.ROOT,
                      "%sLoses to %s here: average precision %.3f where anomaly has %.3f",
                      title,
                      line.name(),
                      line.averagePrecision(),
                      table.lines().get(0).averagePrecision()))
          .forEach(lines::add);
    }
    return lines;
  }

  private static String target(LabelTable table) {
    return table.target() == null ? "all together" : table.target();
  }

  private static List<String> figures(String field, LabelTable table) {
    boolean means = table.both() > 1;
    boolean rings = table.lines().get(0).alarms() != null;
    List<String> lines = new ArrayList<>();
    lines.add(
        (String.format(NAME, target(table))
                + String.format("%27s", means ? "all events together" : "this file")
                + (means ? String.format("%27s", "mean over " + table.both() + " keys") : "")
                + (rings ? String.format("%29s", "as many alarms") : ""))
            .stripTrailing());
    String areas = String.format(AREAS, "avg. precision", "AUC");
    lines.add(
        String.format(NAME, "  against " + field)
            + areas
            + (means ? areas : "")
            + (rings ? String.format(ALARMS, "precision", "recall", "delay") : ""));
    for (LabelTable.Line line : table.lines()) {
      lines.add(
          String.format(NAME, line.name())
              + areas(line.averagePrecision(), line.auc())
              + (means ? areas(line.keysAveragePrecision(), line.keysAuc()) : "")
              + (rings ? alarms(line.alarms()) : ""));
    }
    lines.add(
        String.format(NAME, "by chance") + areas((double) table.marked() / table.judged(), 0.5));
    return lines;
  }

  private static String areas(double averagePrecision, double auc) {
    return String.format(AREAS, figure("%.3f", averagePrecision), figure("%.3f", auc));
  }

  private static String alarms(FoundStretches of) {
    return String.format(
        ALARMS,
        figure("%.3f", of.precision()),
        figure("%.3f", of.recall()),
        figure("%.1f", of.medianDelay()));
  }

  private static String figure(String format, double figure) {
    return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, format, figure);
  }

  private static String judged(String field, LabelTable table) {
    String judged =
        String.format(
            Locale.ROOT,
            "%,d events of %,d %s judged, the second half of each key's; %s marks %,d of them",
            table.judged(),
            table.keys(),
            table.keys() == 1 ? "key" : "keys",
            field,
            table.marked());
    return judged
        + left(table.unknown(), "without " + field)
        + left(table.unscored(), "of which not every method says something");
  }

  private static String left(long events, String why) {
    return events == 0 ? "" : String.format(Locale.ROOT, "; left out %,d %s", events, why);
  }

  private static String alarms(double rate, FoundStretches of) {
    String said =
        String.format(
            Locale.ROOT,
            "%,d alarms at %.3g for 1,000 events, %,d of them in a marked stretch or up to %d events"
                + " after it; %,d of %,d stretches have one",
            of.alarms(),
            1000 * rate,
            of.right(),
            FoundStretches.LATE,
            of.found(),
            of.stretches());
    return said
        + (of.found() == 0
            ? ""
            : String.format(
                Locale.ROOT, ", half of them within %.1f events of its start", of.medianDelay()))
        + (Double.isNaN(of.falseAlarmsPerThousand())
            ? ""
            : String.format(
                Locale.ROOT,
                "; %.2f alarms for 1,000 events that are %d or more from any mark",
                of.falseAlarmsPerThousand(),
                FoundStretches.NEAR + 1))
        + "; the others ring as often, at a threshold known in hindsight";
  }
}
