package org.streamrecall.deploy.report;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.deploy.page.Chart;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Ink;
import org.streamrecall.deploy.page.Markup;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.deploy.page.Table.Bar;
import org.streamrecall.training.TrainingTrace;
import org.streamrecall.training.TrainingTrace.Check;
import org.streamrecall.training.TrainingTrace.Way;

/** Loss over steps, and the ways that were tried. */
final class LossSection {
  private static final int POINTS = 100;

  private LossSection() {}

  static void write(Markup out, TrainingTrace trace) {
    Way kept = trace.kept();
    Chart chart = new Chart("Loss over steps", "steps", "loss");
    chart.line("on what teaches", Ink.OTHER, means(kept.losses()), false);
    List<double[]> held =
        kept.checks().stream().map(c -> new double[] {c.step(), c.loss()}).toList();
    chart.line("held out", Ink.FIRST, held, held.size() <= POINTS / 2);
    chart.write(out);
    Check best = kept.best();
    out.element(
        "p",
        "Kept: the model after step "
            + Figures.count(best.step())
            + " of "
            + Figures.count(kept.losses().size())
            + ", held-out loss "
            + Figures.number(best.loss())
            + ".");
    Table table = new Table("way that was tried", "steps", "best at step", "held-out loss");
    for (Way way : trace.ways()) {
      Check its = way.best();
      table.bar(
          its.loss(),
          way == kept ? Bar.OURS : Bar.OTHER,
          way.name() + (way == kept ? " (kept)" : way.compared() ? " (compared)" : ""),
          Figures.count(way.losses().size()),
          Figures.count(its.step()),
          Figures.number(its.loss()));
    }
    table.write(out);
  }

  /** Of events: each step is one metric that was tried. */
  static void writeTried(Markup out, TrainingTrace trace) {
    if (trace.ways().isEmpty()) {
      out.element("p", "No step was taken: keys are too short to teach how far apart moments are.");
      return;
    }
    List<Double> losses = trace.kept().losses();
    List<double[]> tried = new ArrayList<>();
    List<double[]> best = new ArrayList<>();
    for (int i = 0; i < losses.size(); i++) {
      tried.add(new double[] {i + 1, losses.get(i)});
      double before = i == 0 ? losses.get(0) : best.get(i - 1)[1];
      best.add(new double[] {i + 1, Math.min(before, losses.get(i))});
    }
    Chart chart = new Chart("Loss over steps", "steps (metrics tried)", "loss");
    chart.line("tried", Ink.OTHER, tried, false);
    chart.line("best so far", Ink.FIRST, best, false);
    chart.write(out);
    out.element(
        "p",
        Figures.count(losses.size(), "step")
            + ": loss "
            + Figures.number(losses.get(0))
            + " at the start, "
            + Figures.number(best.get(best.size() - 1)[1])
            + " at best.");
  }

  /** Means of so many steps each that about {@value #POINTS} are left. */
  private static List<double[]> means(List<Double> losses) {
    int each = Math.max(1, (losses.size() + POINTS - 1) / POINTS);
    List<double[]> points = new ArrayList<>();
    for (int from = 0; from < losses.size(); from += each) {
      int to = Math.min(losses.size(), from + each);
      double sum = 0;
      for (double loss : losses.subList(from, to)) {
        sum += loss;
      }
      points.add(new double[] {(from + to + 1) / 2.0, sum / (to - from)});
    }
    return points;
  }
}
