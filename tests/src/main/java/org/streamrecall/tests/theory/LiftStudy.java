package org.streamrecall.tests.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.deploy.page.Chart;
import org.streamrecall.deploy.page.Drawing;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Ink;
import org.streamrecall.deploy.page.Table;

/** What a lift of contents adds where a functional of a density is asked for. */
final class LiftStudy implements Study {
  private static final int MOST = 16; // features, where their number is chosen

  @Override
  public String name() {
    return "lifts";
  }

  @Override
  public String claim() {
    return "The paper's first layer makes Mercer features of contents, so that a prediction may depend"
        + " on a component's density and not on its mean alone. Who knows D of them misses"
        + " sum_{j>D} lambda_j^2 / sum_j lambda_j^2 of appendix D's target. Measured on infinitely"
        + " long contexts: contents as they are (none), beside their features (concat), and D cosine"
        + " features, also with D chosen by training.";
  }

  @Override
  public String heading() {
    return "alpha,lift,choice,dimension,seed,nmse,bias";
  }

  /** A lift, and whether training chooses its dimension. */
  private record Lifted(String lift, String schema, boolean chosen) {
    static Lifted fixed(String lift, int dims) {
      return new Lifted(lift, "\"lift\":\"" + lift + "\",\"dims\":" + dims, false);
    }

    static Lifted chosen(String lift) {
      return new Lifted(lift, "\"lift\":\"" + lift + "\",\"maxDims\":" + MOST, true);
    }
  }

  private static List<Lifted> lifts(Effort effort) {
    List<Lifted> lifts = new ArrayList<>(List.of(new Lifted("none", RateTask.NO_LIFT, false)));
    if (effort == Effort.FULL) {
      lifts.add(Lifted.chosen("concat"));
    } else {
      lifts.add(Lifted.fixed("concat", 2));
    }
    for (int dims : effort.of(List.of(2), List.of(1, 2, 4), List.of(1, 2, 4, 8, 16))) {
      lifts.add(Lifted.fixed("cosine", dims));
    }
    if (effort != Effort.TINY) {
      lifts.add(Lifted.chosen("cosine"));
    }
    return lifts;
  }

  @Override
  public List<Step> steps(Effort effort, int seeds) {
    RateRun run = RateRun.of(effort);
    int contexts = effort.of(300, 512, 4096);
    List<Step> steps = new ArrayList<>();
    for (double alpha : effort.of(List.of(1.0), List.of(1.0), List.of(0.5, 1.0))) {
      for (Lifted lifted : lifts(effort)) {
        for (long seed = 1; seed <= seeds; seed++) {
          long its = seed;
          String what = "alpha " + alpha + ", " + lifted.schema() + ", seed " + seed;
          steps.add(
              new Step(
                  what.replaceAll("\"", ""),
                  () -> List.of(line(lifted, run.of(alpha, contexts, lifted.schema(), its)))));
        }
      }
    }
    return steps;
  }

  private static String line(Lifted lifted, RateRun.Row row) {
    boolean cosine = lifted.lift().equals("cosine");
    return String.format(
        Locale.ROOT,
        "%s,%s,%s,%d,%d,%.5f,%s",
        row.alpha(),
        lifted.lift(),
        lifted.chosen() ? "chosen" : "fixed",
        row.dimension(),
        row.seed(),
        row.excessRisk(),
        cosine ? Words.field(new RateTask(row.alpha(), 0).bias(row.dimension())) : "");
  }

  @Override
  public Finding found(CsvRows rows) {
    List<Drawing> charts = new ArrayList<>();
    Table table = new Table("alpha", "lift", "features", "error", "bias of the formula");
    StringBuilder verdict = new StringBuilder();
    for (String alpha : rows.values("alpha")) {
      CsvRows of = rows.where("alpha", alpha);
      CsvRows fixed = of.where("lift", "cosine").where("choice", "fixed");
      CsvRows chosen = of.where("lift", "cosine").where("choice", "chosen");
      Chart chart = new Chart("Error by features, alpha " + alpha, "features D", "error");
      chart.acrossByFactors().upByFactors();
      chart.line("cosine", Ink.FIRST, fixed.means("dimension", "nmse"), true);
      chart.line("bias of the formula", Ink.OTHER, fixed.means("dimension", "bias"), false);
      chart.dots("cosine, D chosen", Ink.SECOND, chosen.means("dimension", "nmse"));
      charts.add(chart);
      for (CsvRows.Row row : of.all()) {
        table.row(
            alpha,
            row.text("lift") + (row.text("choice").equals("chosen") ? ", chosen" : ""),
            row.text("lift").equals("none") ? "-" : row.text("dimension"),
            Figures.number(row.number("nmse")),
            Figures.number(row.number("bias")));
      }
      verdict.append(verdict(alpha, of, chosen.isEmpty() ? fixed : chosen));
    }
    return new Finding(verdict.toString().strip(), charts, table);
  }

  private static String verdict(String alpha, CsvRows of, CsvRows lifted) {
    double least =
        lifted.means("dimension", "nmse").stream().mapToDouble(p -> p[1]).min().orElse(Double.NaN);
    return "alpha "
        + alpha
        + ": error "
        + Figures.number(of.where("lift", "none").mean("nmse"))
        + " of contents as they are, "
        + Figures.number(least)
        + " with cosine features. ";
  }
}
