package org.streamrecall.deploy.report;

import java.util.List;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.deploy.page.Table.Bar;
import org.streamrecall.events.feature.Target;
import org.streamrecall.training.HeldOutEvents;
import org.streamrecall.training.HeldOutOutcome;

/** Whether intervals, probabilities and surprise keep what they promise on held-out events. */
final class EventCalibration {
  /** What an interval promises to hold. */
  static final double STATED = 0.9;

  private static final int LENGTHS = 4;
  private static final List<Double> THRESHOLDS = List.of(0.5, 0.8, 0.9, 0.95, 0.99);

  private EventCalibration() {}

  static void write(Markup out, HeldOutEvents held) {
    List<Target> targets = held.schema().predict();
    for (int t = 0; t < targets.size(); t++) {
      int target = t;
      List<HeldOutOutcome> of = held.outcomes().stream().filter(o -> o.target() == target).toList();
      if (of.isEmpty()) {
        continue;
      }
      out.element("h3", targets.get(t).toString());
      if (targets.get(t).isCategory()) {
        Reliability.write(out, of, o -> o.trained().certainty(), o -> o.trained().isRight());
      } else {
        intervals(out, of);
      }
    }
    out.element("h3", "Surprise");
    if (held.surprises().isEmpty()) {
      out.element("p", "No held-out event had been foretold.");
      return;
    }
    Table table = new Table("surprise above", "p-value below", "expected at most", "came");
    for (double threshold : THRESHOLDS) {
      double above = above(held, threshold);
      table.bar(
          above,
          above > 1.5 * (1 - threshold) ? Bar.BAD : Bar.OURS,
          Figures.number(threshold),
          Figures.number(1 - threshold),
          Figures.percent(1 - threshold),
          Figures.percent(above));
    }
    table.write(out);
  }

  /** Share of held-out events with more surprise than that. */
  static double above(HeldOutEvents held, double threshold) {
    return Groups.mean(held.surprises(), s -> s > threshold ? 1 : 0);
  }

  private static void intervals(Markup out, List<HeldOutOutcome> of) {
    List<HeldOutOutcome> bounded = bounded(of);
    if (bounded.isEmpty()) {
      out.element("p", "No interval was stated.");
      return;
    }
    Table table = new Table("of these outcomes", "outcomes", "interval held, stated 90 %");
    row(table, bounded, "all");
    row(
        table,
        bounded.stream().filter(HeldOutOutcome::isNewKey).toList(),
        "of keys held out whole");
    row(table, bounded.stream().filter(o -> !o.isNewKey()).toList(), "of the held-out time");
    for (List<HeldOutOutcome> group : Groups.of(bounded, HeldOutOutcome::learned, LENGTHS)) {
      long first = group.get(0).learned();
      long last = group.get(group.size() - 1).learned();
      row(table, group, "after " + Figures.range(first, last) + " events");
    }
    table.write(out);
  }

  private static void row(Table table, List<HeldOutOutcome> of, String name) {
    if (!of.isEmpty()) {
      double held = held(of);
      table.bar(
          held,
          Math.abs(held - STATED) > 0.05 ? Bar.BAD : Bar.OURS,
          name,
          Figures.count(of.size()),
          Figures.percent(held));
    }
  }

  static List<HeldOutOutcome> bounded(List<HeldOutOutcome> of) {
    return of.stream().filter(o -> !Double.isNaN(o.trained().low())).toList();
  }

  /** Share of outcomes within the interval. */
  static double held(List<HeldOutOutcome> bounded) {
    return Groups.mean(bounded, o -> o.trained().holds(o.number()) ? 1 : 0);
  }
}
