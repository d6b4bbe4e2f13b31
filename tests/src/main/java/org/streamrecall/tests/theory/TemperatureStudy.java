package org.streamrecall.tests.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.attention.SoftmaxRecall;
import org.streamrecall.deploy.page.Chart;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Ink;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Progress;
import org.streamrecall.training.Training;
import org.streamrecall.training.TrainingOptions;
import org.streamrecall.training.TrainingResult;

/** How sharp attention has to be, and how sharp it becomes. */
final class TemperatureStudy implements Study {
  private static final PaperTask FROZEN = PaperTask.of(Tags.ORTH, 4).withTokens(PaperTask.MEASURE);

  @Override
  public String name() {
    return "temperature";
  }

  @Override
  public String claim() {
    return "Asked: how spiky does softmax become? Of I components with tags of length 1, none nearer"
        + " than 1 - Delta, the share of the one asked for is 1 / (1 + (I-1) e^(-beta Delta)), and"
        + " more where some lie farther. Measured on infinitely long contexts: attention frozen at"
        + " Wq = Wk = I and beta, the rest trained (4 orthonormal tags); and trained attention, whose"
        + " beta is the mean of the diagonal of beta Wk' Wq, so that the formula holds for it only as"
        + " far as it has learned a multiple of I.";
  }

  @Override
  public String heading() {
    return "attention,tags,components,beta,seed,nmse,recall_mass,formula";
  }

  @Override
  public List<Step> steps(Effort effort, int seeds) {
    List<Step> steps = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      long its = seed;
      for (double beta :
          effort.of(
              List.of(1.0), List.of(1.0, 4.0), List.of(0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0))) {
        steps.add(
            new Step(
                "frozen at beta " + beta + ", seed " + seed,
                () -> List.of(frozen(effort, beta, its))));
      }
      for (PaperTask task : learnt(effort)) {
        steps.add(
            new Step(
                "trained, " + task.tags() + " " + task.components() + ", seed " + seed,
                () -> List.of(learned(effort, task.withTokens(PaperTask.MEASURE), its))));
      }
    }
    return steps;
  }

  private static List<PaperTask> learnt(Effort effort) {
    PaperTask simplex = PaperTask.of(Tags.SIMPLEX, 4);
    return effort.of(
        List.of(simplex),
        List.of(simplex),
        List.of(
            PaperTask.of(Tags.ORTH, 4),
            PaperTask.of(Tags.ORTH, 8),
            simplex,
            PaperTask.of(Tags.SIMPLEX, 8),
            PaperTask.of(Tags.ANTIPODAL, 8)));
  }

  private static String frozen(Effort effort, double beta, long seed) {
    List<Episode> tests = tests(effort, FROZEN, seed);
    TrainingOptions one = effort.training(seed).withHeads(1).withBeta(beta).comparing();
    TrainingResult result = trained(effort, FROZEN, one, tests);
    double sharp = beta / Tested.square(result.model(), tests);
    double mass =
        Tested.recallMass(
            result.model(),
            tests,
            (nu, tag) -> List.of(SoftmaxRecall.recall(nu, scaled(sharp, tag))));
    return line("frozen", FROZEN, beta, seed, 1 - result.worth().frozen(), mass);
  }

  private static String learned(Effort effort, PaperTask task, long seed) {
    List<Episode> tests = tests(effort, task, seed);
    TrainingOptions one = effort.training(seed).withHeads(1);
    TrainingResult result = trained(effort, task, one, tests);
    double mass = Tested.recallMass(result.model(), tests);
    double error = Tested.error(result.model(), tests, Tested.EXACT);
    return line("learned", task, Tested.beta(result.model(), tests), seed, error, mass);
  }

  private static List<Episode> tests(Effort effort, PaperTask task, long seed) {
    return task.test(effort.of(30, 100, 400), Baselines.QUERIES, Tested.SEEDS + seed);
  }

  private static TrainingResult trained(
      Effort effort, PaperTask task, TrainingOptions how, List<Episode> tests) {
    return Training.fit(
        FieldsJson.parse(task.schema()),
        task.training(effort.of(100, 256, 1024), Baselines.QUERIES, how.seed()),
        tests::forEach,
        how,
        Progress.NONE);
  }

  private static double[] scaled(double beta, float[] tag) {
    double[] a = new double[tag.length];
    for (int k = 0; k < a.length; k++) {
      a[k] = beta * tag[k];
    }
    return a;
  }

  /** Of the component asked for, if all others lie as near as the nearest may. */
  static double formula(Tags tags, int components, double beta) {
    double apart = tags == Tags.SIMPLEX ? 1 + 1.0 / (components - 1) : 1;
    return 1 / (1 + (components - 1) * Math.exp(-beta * apart));
  }

  private static String line(
      String attention, PaperTask task, double beta, long seed, double error, double mass) {
    return String.format(
        Locale.ROOT,
        "%s,%s,%d,%s,%d,%.4f,%.4f,%.4f",
        attention,
        task.tags().name().toLowerCase(Locale.ROOT),
        task.components(),
        attention.equals("frozen") ? Words.plain(beta) : String.format(Locale.ROOT, "%.3f", beta),
        seed,
        error,
        mass,
        formula(task.tags(), task.components(), beta));
  }

  @Override
  public Finding found(CsvRows rows) {
    CsvRows frozen = rows.where("attention", "frozen");
    CsvRows learned = rows.where("attention", "learned");
    Chart error = new Chart("Error of frozen attention by beta", "beta", "error");
    error.acrossByFactors().upByFactors();
    error.line("frozen", Ink.FIRST, frozen.means("beta", "nmse"), true);
    Chart mass = new Chart("Share of the component asked for by beta", "beta", "share");
    mass.acrossByFactors();
    mass.line("frozen", Ink.FIRST, frozen.means("beta", "recall_mass"), true);
    mass.line("formula, 4 orthonormal tags", Ink.OTHER, frozen.means("beta", "formula"), false);
    mass.dots("trained, of other tags too", Ink.SECOND, points(learned));
    Table table = new Table("attention", "tags", "components", "beta", "error", "share", "formula");
    for (CsvRows.Row row : rows.all()) {
      table.row(
          row.text("attention"),
          row.text("tags"),
          row.text("components"),
          Figures.number(row.number("beta")),
          Figures.number(row.number("nmse")),
          Figures.number(row.number("recall_mass")),
          Figures.number(row.number("formula")));
    }
    String verdict =
        "Frozen attention has the share of the formula to within "
            + Figures.number(off(frozen))
            + ", trained attention to within "
            + Figures.number(off(learned))
            + ".";
    return new Finding(verdict, List.of(error, mass), table);
  }

  private static List<double[]> points(CsvRows of) {
    return of.all().stream()
        .map(row -> new double[] {row.number("beta"), row.number("recall_mass")})
        .toList();
  }

  private static double off(CsvRows of) {
    return of.all().stream()
        .mapToDouble(row -> Math.abs(row.number("recall_mass") - row.number("formula")))
        .max()
        .orElse(Double.NaN);
  }
}
