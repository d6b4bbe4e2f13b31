package org.streamrecall.tests.theory;

import java.util.List;
import java.util.Locale;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Evaluation;
import org.streamrecall.training.Progress;
import org.streamrecall.training.Training;
import org.streamrecall.training.TrainingOptions;

/**
 * Excess risk of a training on n contexts with one label each, and how many features it chose to
 * keep.
 *
 * @param tested contexts that neither teach nor choose
 * @param options of training, but for the seed
 */
record RateRun(int tested, TrainingOptions options) {
  static final String HEADING = "alpha,n,seed,dimension,excess_risk";
  static final int MOST = 10; // features
  private static final double LABEL_NOISE = 0.1;
  private static final int QUICK_STEPS = 400; // contexts are small

  static RateRun of(Effort effort) {
    TrainingOptions training = effort.training(0);
    return new RateRun(
        effort.of(256, 256, 1024),
        effort == Effort.QUICK ? training.withSteps(QUICK_STEPS) : training);
  }

  /**
   * One line of rates.csv.
   *
   * @param dimension features that were chosen
   * @param excessRisk mean squared error against labels without noise, over their variance
   */
  record Row(double alpha, int n, long seed, int dimension, double excessRisk) {
    String csv() {
      return String.format(Locale.ROOT, "%s,%d,%d,%d,%.5f", alpha, n, seed, dimension, excessRisk);
    }
  }

  /** With the number of features chosen. */
  Row of(double alpha, int n, long seed) {
    return of(alpha, n, "\"lift\":\"cosine\",\"maxDims\":" + MOST, seed);
  }

  /**
   * @param lift of the schema
   */
  Row of(double alpha, int n, String lift, long seed) {
    RateTask task = new RateTask(alpha, LABEL_NOISE);
    RecallModel model =
        Training.fit(
                FieldsJson.parse(RateTask.schema(lift)),
                task.contexts(n, true, seed),
                options.withSeed(seed),
                Progress.NONE)
            .model();
    List<Episode> tests = task.tests(tested, Tested.SEEDS + seed);
    double rmse = Evaluation.of(model, tests, Tested.EXACT).rmse();
    int dims = model.schema().fields().lift().dims();
    return new Row(alpha, n, seed, dims, rmse * rmse);
  }
}
