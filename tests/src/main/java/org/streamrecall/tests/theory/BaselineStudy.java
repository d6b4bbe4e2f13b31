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
    Map<String, List<CsvRows.Row>> cases = new LinkedHashMap<>();
    rows.all().forEach(r -> cases.computeIfAbsent(name(r), n -> new ArrayList<>()).add(r));
    List<String> methods = rows.values("method");
    List<String> heads = new ArrayList<>(List.of("tags and components"));
    heads.addAll(methods);
    heads.add("recall mass");
    Table table = new Table(heads.toArray(new String[0]));
    int beaten = 0;
    int clearly = 0;
    double worst = 0;
    for (String name : cases.keySet()) {
      CsvRows of = rows.where(r -> name(r).equals(name));
      List<String> cells = new ArrayList<>(List.of(name));
      for (String method : methods) {
        double error = of.where("method", method).mean("nmse");
        plot.dot(name, method, error);
        cells.add(Figures.number(error));
      }
      cells.add(Figures.number(of.where("method", "softmax").mean("recall_mass")));
      table.row(cells.toArray(new String[0]));
      double softmax = of.where("method", "softmax").mean("nmse");
      double linear = of.where("method", "linear").mean("nmse");
      beaten += linear > softmax ? 1 : 0;
      clearly += linear > TWICE * softmax ? 1 : 0;
      worst = Math.max(worst, softmax / of.where("method", "oracle").mean("nmse") - 1);
    }
    String verdict =
        "Softmax attention is at worst "
            + Figures.percent(worst)
            + " behind the same read-out on perfect recall. Linear attention is behind it on "
            + beaten
            + " of "
            + Figures.count(cases.size(), "row")
            + ", on "
            + clearly
            + " by more than "
            + Figures.number(TWICE)
            + " times.";
    return new Finding(verdict, List.of(plot), table);
  }
}
