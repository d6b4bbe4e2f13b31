package org.streamrecall.tests.theory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Answer;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Recalled;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Labelled;
import org.streamrecall.training.Progress;
import org.streamrecall.training.Training;
import org.streamrecall.training.TrainingOptions;
import org.streamrecall.training.TrainingResult;

/**
 * Softmax attention as {@code train --episodes} learns it by default, beside the same read-out on
 * perfect recall (oracle) and on what linear attention, a frozen kernel and mean pooling recall.
 *
 * @param contexts that are trained on, four labels each
 * @param tested contexts that neither teach nor choose
 * @param options of training
 */
record Baselines(int contexts, int tested, TrainingOptions options) {
  private static final int QUERIES = 4;
  private static final double SHARP = 60; // inverse temperature at which names are told apart
  private static final double SAME = 1e-6; // squared distance of a tag to itself, after rounding
  private static final long TESTS = 1_000_000; // seeds of tests lie so far from those of training

  /** What `train` does of itself, within a minute. */
  static Baselines full() {
    return new Baselines(1024, 512, TrainingOptions.defaults());
  }

  /** A few contexts and steps. */
  static Baselines quick() {
    return new Baselines(256, 128, TrainingOptions.defaults().withSteps(250));
  }

  /** One row a method. */
  List<BaselineRow> of(PaperTask task, long seed) {
    TrainingResult learned = trained(task, options.comparing(), seed);
    List<BaselineRow> rows = new ArrayList<>();
    rows.add(oracle(task, seed));
    double mass = task.noise() == 0 ? recallMass(task, learned.model(), seed) : Double.NaN;
    rows.add(new BaselineRow(task, "softmax", seed, 1 - learned.worth().learned(), mass));
    rows.add(new BaselineRow(task, "linear", seed, 1 - learned.worth().linear(), Double.NaN));
    rows.add(new BaselineRow(task, "frozen", seed, 1 - learned.worth().frozen(), Double.NaN));
    rows.add(new BaselineRow(task, "mean", seed, 1 - learned.worth().mean(), Double.NaN));
    return rows;
  }

  /** The same draw, where each component has a name that attention cannot mistake. */
  private BaselineRow oracle(PaperTask task, long seed) {
    TrainingOptions sharp = options.withBeta(SHARP).comparing();
    TrainingResult result = trained(task.withNames(), sharp, seed);
    return new BaselineRow(task, "oracle", seed, 1 - result.worth().learned(), 1);
  }

  private TrainingResult trained(PaperTask task, TrainingOptions how, long seed) {
    List<Episode> episodes = task.training(contexts, QUERIES, seed);
    List<Episode> tests = task.test(tested, QUERIES, TESTS + seed);
    return Training.fit(
        FieldsJson.parse(task.schema()),
        episodes::forEach,
        tests::forEach,
        how.withSeed(seed)
            .withSketchBytes(TrainingOptions.AS_SERVED)
            .withTimeLimit(Duration.ofHours(1)),
        Progress.NONE);
  }

  private double recallMass(PaperTask task, RecallModel model, long seed) {
    SketchLayout layout = SketchLayout.of(model.schema().shape(), SketchLayout.DEFAULT_BYTES);
    double mass = 0;
    int queries = 0;
    for (Episode episode : task.test(Math.min(64, tested), QUERIES, TESTS + seed)) {
      MeasureSketch memory = new MeasureSketch(layout);
      episode.tokens().forEach(token -> memory.add(model.schema().embed(token)));
      for (Labelled labelled : episode.queries()) {
        float[] tag = model.schema().embed(labelled.query());
        Answer answer = model.answer(memory, tag, labelled.query().inputs());
        for (Recalled recalled : answer.recalled()) {
          boolean own = distance(recalled.evidence().tag(), labelled.query().tag()) < SAME;
          mass += own ? recalled.share() : 0;
        }
        queries++;
      }
    }
    return mass / queries;
  }

  private static double distance(float[] a, float[] b) {
    double square = 0;
    for (int i = 0; i < a.length; i++) {
      square += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return square;
  }
}
