package org.streamrecall.tests.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.streamrecall.deploy.page.DotPlot;
import org.streamrecall.deploy.page.Figures;
import org.streamrecall.deploy.page.Table;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.Episode;
import org.streamrecall.training.EpisodeSource;
import org.streamrecall.training.Progress;
import org.streamrecall.training.Training;

/** Questions and their labels asked of another context than their own. */
final class ShuffleStudy implements Study {
  private static final double NOTHING = 0.98; // of the variance: who learned nothing has 1

  @Override
  public String name() {
    return "shuffle";
  }

  @Override
  public String claim() {
    return "The paper's check that recall is what predicts: where each question and its label are"
        + " asked of another context's measure, the error must rise to the variance of the labels or"
        + " above. Measured: models trained on contexts with their own questions and with shuffled"
        + " ones, tested on both (point: 8 orthonormal tags, 256 tokens each; paper: appendix D,"
        + " alpha 1).";
  }

  @Override
  public String heading() {
    return "task,trained,tested,seed,nmse";
  }

  @Override
  public List<Step> steps(Effort effort, int seeds) {
    List<Step> steps = new ArrayList<>();
    PaperTask point = PaperTask.of(Tags.ORTH, effort.of(2, 8, 8));
    int contexts = effort.of(150, 256, 1024);
    int tested = effort.of(200, 300, 500);
    RateTask paper = new RateTask(1, 0.1);
    String lift = RateTask.schema("\"lift\":\"cosine\",\"dims\":4");
    for (long seed = 1; seed <= seeds; seed++) {
      for (boolean shuffled : new boolean[] {false, true}) {
        long its = seed;
        String what = (shuffled ? "shuffled" : "own") + " questions, seed " + seed;
        steps.add(
            new Step(
                "point, " + what,
                () ->
                    lines(
                        "point",
                        point.schema(),
                        point.training(contexts, Baselines.QUERIES, its),
                        point.test(tested, Baselines.QUERIES, Tested.SEEDS + its),
                        shuffled,
                        effort,
                        its)));
        steps.add(
            new Step(
                "paper, " + what,
                () ->
                    lines(
                        "paper",
                        lift,
                        paper.contexts(4 * contexts, true, its),
                        paper.tests(4 * tested, Tested.SEEDS + its),
                        shuffled,
                        effort,
                        its)));
      }
    }
    return steps;
  }

  private static List<String> lines(
      String task,
      String schema,
      EpisodeSource training,
      List<Episode> tests,
      boolean shuffled,
      Effort effort,
      long seed) {
    List<Episode> taught = new ArrayList<>();
    training.forEach(taught::add);
    RecallModel model =
        Training.fit(
                FieldsJson.parse(schema),
                shuffled ? shuffled(taught) : taught,
                effort.training(seed),
                Progress.NONE)
            .model();
    List<String> lines = new ArrayList<>();
    for (boolean other : new boolean[] {false, true}) {
      double error = Tested.error(model, other ? shuffled(tests) : tests, Tested.EXACT);
      lines.add(
          String.format(
              Locale.ROOT, "%s,%s,%s,%d,%.4f", task, word(shuffled), word(other), seed, error));
    }
    return lines;
  }

  private static String word(boolean shuffled) {
    return shuffled ? "shuffled" : "own";
  }

  /** The questions and labels of each are asked of the next. */
  static List<Episode> shuffled(List<Episode> episodes) {
    List<Episode> shuffled = new ArrayList<>();
    for (int e = 0; e < episodes.size(); e++) {
      Episode next = episodes.get((e + 1) % episodes.size());
      shuffled.add(new Episode(next.name(), next.tokens(), null, episodes.get(e).queries()));
    }
    return shuffled;
  }

  @Override
  public Finding found(CsvRows rows) {
    DotPlot plot = new DotPlot("Error by whose questions are asked", "error over variance");
    Table table = new Table("task", "trained on", "tested on own", "tested on shuffled");
    double least = Double.POSITIVE_INFINITY;
    for (String task : rows.values("task")) {
      for (String trained : rows.values("trained")) {
        CsvRows of = rows.where("task", task).where("trained", trained);
        double own = of.where("tested", "own").mean("nmse");
        double other = of.where("tested", "shuffled").mean("nmse");
        plot.dot(task + ", " + trained, "tested on own", own);
        plot.dot(task + ", " + trained, "tested on shuffled", other);
        table.row(task, trained, Figures.number(own), Figures.number(other));
        least = other < least ? other : least;
      }
    }
    String verdict =
        "The least error on shuffled questions is "
            + Words.figure(least)
            + " of the labels' variance: "
            + (least >= NOTHING
                ? "nothing is predicted without recall from the right context."
                : "something is predicted without the right context, which should not be.");
    return new Finding(verdict, List.of(plot), table);
  }
}
