package org.streamrecall.tests.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.deploy.page.Chart;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Ink;
import org.streamrecall.deploy.page.Table;

/** More components, with as many tokens each. */
final class ComponentStudy implements Study {
  private static final int TAG_DIMS = 16;
  private static final List<String> SHOWN = List.of("softmax", "oracle", "mean");

  @Override
  public String name() {
    return "components";
  }

  @Override
  public String claim() {
    return "Asked: what if I, the number of components, varies? The paper needs I at most the number"
        + " of tag dimensions. Measured: 2 to 16 components of orthonormal and of random tags in "
        + TAG_DIMS
        + " dimensions, 256 tokens each; random tags break the assumption that they lie apart."
        + " Recall that works costs nothing beside the same read-out on perfect recall.";
  }

  @Override
  public String heading() {
    return "tags,components,tokens,method,seed,nmse,recall_mass";
  }

  @Override
  public List<Step> steps(Effort effort, int seeds) {
    Baselines baselines = Baselines.of(effort);
    List<Step> steps = new ArrayList<>();
    for (Tags tags :
        effort.of(List.of(Tags.ORTH), List.of(Tags.ORTH), List.of(Tags.ORTH, Tags.RANDOM))) {
      for (int components : effort.of(List.of(2), List.of(2, 8), List.of(2, 4, 8, 16))) {
        PaperTask task = PaperTask.of(tags, components).withTagDims(TAG_DIMS);
        for (long seed = 1; seed <= seeds; seed++) {
          long its = seed;
          steps.add(
              new Step(
                  tags.name().toLowerCase(Locale.ROOT)
                      + ", "
                      + components
                      + " components, seed "
                      + seed,
                  () -> baselines.of(task, its).stream().map(ComponentStudy::line).toList()));
        }
      }
    }
    return steps;
  }

  private static String line(BaselineRow row) {
    return String.format(
        Locale.ROOT,
        "%s,%d,%d,%s,%d,%.4f,%s",
        row.tags(),
        row.task().components(),
        row.task().tokens(),
        row.method(),
        row.seed(),
        row.nmse(),
        Words.field(row.recallMass()));
  }

  @Override
  public Finding found(CsvRows rows) {
    Table table = new Table("tags", "components", "softmax", "oracle", "mean", "recall mass");
    List<org.streamrecall.deploy.page.Drawing> charts = new ArrayList<>();
    double worst = 0;
    String where = "";
    for (String tags : rows.values("tags")) {
      CsvRows of = rows.where("tags", tags);
      Chart chart = new Chart("Error by components, " + tags + " tags", "components I", "error");
      chart.acrossByFactors();
      for (int m = 0; m < SHOWN.size(); m++) {
        CsvRows its = of.where("method", SHOWN.get(m));
        chart.line(SHOWN.get(m), Ink.at(m), its.means("components", "nmse"), true);
      }
      charts.add(chart);
      for (String components : of.values("components")) {
        CsvRows at = of.where("components", components);
        double softmax = at.where("method", "softmax").mean("nmse");
        double oracle = at.where("method", "oracle").mean("nmse");
        double behind = softmax / oracle - 1;
        if (behind > worst) {
          worst = behind;
          where = ", at " + components + " components of " + tags + " tags";
        }
        table.row(
            tags,
            components,
            Figures.number(softmax),
            Figures.number(oracle),
            Figures.number(at.where("method", "mean").mean("nmse")),
            Figures.number(at.where("method", "softmax").mean("recall_mass")));
      }
    }
    String verdict =
        "Learned recall is at worst "
            + Figures.percent(worst)
            + " behind perfect recall"
            + where
            + ".";
    return new Finding(verdict, charts, table);
  }
}
