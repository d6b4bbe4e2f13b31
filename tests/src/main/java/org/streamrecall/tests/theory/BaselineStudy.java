package org.streamrecall.tests.theory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.deploy.page.DotPlot;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Table;

/** Learned softmax attention beside what else could recall. */
final class BaselineStudy implements Study {
  private static final double TWICE = 2;

  private final List<PaperTask> own;

  /**
   * @param own rows; none for those that are usual
   */
  BaselineStudy(List<PaperTask> own) {
    this.own = own;
  }

  @Override
  public String name() {
    return "baselines";
  }

  @Override
  public String claim() {
    return "Asked: is learned softmax attention better than linear attention, a frozen kernel and mean"
        + " pooling? Beside them the same read-out on perfect recall (oracle), and kme: ridge on the"
        + " kernel mean embedding of a context, the tag and the place asked for, its widths chosen on"
        + " held-out contexts; it has no recall built in. The frozen kernel is attention as training"
        + " starts it, at inverse temperature 8, which recalls nearly all; the paper's has 1, see"
        + " temperature. Where tags are orthonormal linear attention recalls as well as softmax.";
  }

  @Override
  public String heading() {
    return BaselineRow.HEADING;
  }

  private List<PaperTask> tasks(Effort effort) {
    PaperTask orth = PaperTask.of(Tags.ORTH, 8);
    return !own.isEmpty()
        ? own
        : effort.of(
            List.of(PaperTask.of(Tags.ANTIPODAL, 4)),
            List.of(PaperTask.of(Tags.ANTIPODAL, 4), PaperTask.of(Tags.RANDOM, 8)),
            List.of(
                PaperTask.of(Tags.ORTH, 2),
                PaperTask.of(Tags.ORTH, 4),
                orth,
                PaperTask.of(Tags.SIMPLEX, 8),
                PaperTask.of(Tags.ANTIPODAL, 8),
                PaperTask.of(Tags.RANDOM, 8),
                PaperTask.of(Tags.RANDOM, 16),
                orth.withNoise(0.3),
                orth.withNoise(0.7),
                orth.asking(Truth.QUAD)));
  }

  @Override
  public List<Step> steps(Effort effort, int seeds) {
    Baselines baselines = Baselines.of(effort);
    List<Step> steps = new ArrayList<>();
    for (PaperTask task : tasks(effort)) {
      for (long seed = 1; seed <= seeds; seed++) {
        long its = seed;
        String what = name(task) + ", seed " + seed;
        steps.add(
            new Step(what, () -> baselines.of(task, its).stream().map(BaselineRow::csv).toList()));
        steps.add(new Step(what + ", kme", () -> List.of(baselines.embedding(task, its).csv())));
      }
    }
    return steps;
  }

  private static String name(PaperTask task) {
    BaselineRow row = new BaselineRow(task, "", 0, 0, 0);
    return name(CsvRows.of(BaselineRow.HEADING, List.of(row.csv())).all().get(0));
  }

  private static String name(CsvRows.Row row) {
    String noise = row.number("noise") == 0 ? "" : " noise " + row.text("noise");
    String target = row.text("target").equals("point") ? "" : " " + row.text("target");
    return row.text("tags") + " " + row.text("components") + noise + target;
  }

  @Override
  public Finding found(CsvRows rows) {
    DotPlot plot = new DotPlot("Error by tags and method", "error over variance");
    List<String> cases = rows.all().stream().map(BaselineStudy::name).distinct().toList();
    List<String> methods = rows.values("method");
    List<String> heads = new ArrayList<>(List.of("tags and components"));
    heads.addAll(methods);
    heads.add("recall mass");
    Table table = new Table(heads.toArray(new String[0]));
    for (String name : cases) {
      CsvRows of = rows.where(r -> name(r).equals(name));
      List<String> cells = new ArrayList<>(List.of(name));
      for (String method : methods) {
        double error = of.where("method", method).mean("nmse");
        plot.dot(name, method, error);
        cells.add(Figures.number(error));
      }
      cells.add(Figures.number(of.where("method", "softmax").mean("recall_mass")));
      table.row(cells.toArray(new String[0]));
    }
    return new Finding(verdict(rows, cases), List.of(plot), table);
  }

  private static String verdict(CsvRows rows, List<String> cases) {
    double worst = Double.NEGATIVE_INFINITY;
    Map<String, int[]> behind = new LinkedHashMap<>(); // at all, and by more than twice
    for (String name : cases) {
      CsvRows of = rows.where(r -> name(r).equals(name));
      double softmax = of.where("method", "softmax").mean("nmse");
      for (String method : of.values("method")) {
        double error = of.where("method", method).mean("nmse");
        if (method.equals("oracle") && of.where("noise", "0").mean("nmse") > 0) {
          worst = Math.max(worst, softmax / error - 1);
        } else if (!method.equals("oracle") && !method.equals("softmax")) {
          int[] counts = behind.computeIfAbsent(method, m -> new int[2]);
          counts[0] += error > softmax ? 1 : 0;
          counts[1] += error > TWICE * softmax ? 1 : 0;
        }
      }
    }
    StringBuilder verdict = new StringBuilder();
    if (Double.isFinite(worst)) {
      verdict.append("On tags without noise softmax attention is at worst ");
      verdict.append(Figures.percent(worst) + " behind the same read-out on perfect recall. ");
    }
    verdict.append("Of " + Figures.count(cases.size(), "row") + " its error is smaller");
    String between = " ";
    for (Map.Entry<String, int[]> entry : behind.entrySet()) {
      verdict.append(between + "than that of " + entry.getKey() + " on " + entry.getValue()[0]);
      verdict.append(" (less than half on " + entry.getValue()[1] + ")");
      between = ", ";
    }
    return verdict + ".";
  }
}
