package org.streamrecall.tests.theory;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Progress;
import org.streamrecall.training.Training;
import org.streamrecall.training.TrainingOptions;
import org.streamrecall.training.TrainingResult;

/**
 * Softmax attention as {@code train --episodes} learns it by default, beside the same read-out on
 * perfect recall (oracle) and on what linear attention, a frozen kernel and mean pooling recall,
 * and beside ridge regression on kernel mean embeddings.
 *
 * @param contexts that are trained on, four labels each
 * @param tested contexts that neither teach nor choose
 * @param effort of training
 */
record Baselines(int contexts, int tested, Effort effort) {
  static final int QUERIES = 4;
  private static final int WEIGHED = 64; // contexts whose recall mass is measured
  private static final double SHARP = 60; // inverse temperature at which names are told apart

  static Baselines of(Effort effort) {
    return new Baselines(effort.of(120, 256, 1024), effort.of(60, 128, 512), effort);
  }

  /** One row a method that has a network. */
  List<BaselineRow> of(PaperTask task, long seed) {
    List<Episode> tests = tests(task, seed);
    TrainingResult learned = trained(task, effort.training(seed), tests);
    List<BaselineRow> rows = new ArrayList<>();
    rows.add(oracle(task, seed));
    double mass = Double.NaN;
    if (task.noise() == 0) {
      List<Episode> few = tests.subList(0, Math.min(WEIGHED, tested));
      mass = Tested.recallMass(learned.model(), few);
    }
    rows.add(new BaselineRow(task, "softmax", seed, 1 - learned.worth().learned(), mass));
    rows.add(new BaselineRow(task, "linear", seed, 1 - learned.worth().linear(), Double.NaN));
    rows.add(new BaselineRow(task, "frozen", seed, 1 - learned.worth().frozen(), Double.NaN));
    rows.add(new BaselineRow(task, "mean", seed, 1 - learned.worth().mean(), Double.NaN));
    return rows;
  }

  /** Of kernel mean embeddings, which know no recall. */
  BaselineRow embedding(PaperTask task, long seed) {
    double error =
        EmbeddingRidge.error(
            task.training(contexts, QUERIES, seed),
            task.tests(tested, QUERIES, Tested.SEEDS + seed));
    return new BaselineRow(task, "kme", seed, error, Double.NaN);
  }

  /** The same draw, where each component has a name that attention cannot mistake. */
  private BaselineRow oracle(PaperTask task, long seed) {
    TrainingOptions sharp = effort.training(seed).withBeta(SHARP);
    PaperTask named = task.withNames();
    TrainingResult result = trained(named, sharp, tests(named, seed));
    return new BaselineRow(task, "oracle", seed, 1 - result.worth().learned(), 1);
  }

  private List<Episode> tests(PaperTask task, long seed) {
    return task.test(tested, QUERIES, Tested.SEEDS + seed);
  }

  private TrainingResult trained(PaperTask task, TrainingOptions how, List<Episode> tests) {
    return Training.fit(
        FieldsJson.parse(task.schema()),
        task.training(contexts, QUERIES, how.seed()),
        tests::forEach,
        how.withSketchBytes(TrainingOptions.AS_SERVED).comparing(),
        Progress.NONE);
  }
}
