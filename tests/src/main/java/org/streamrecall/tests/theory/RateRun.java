package org.streamrecall.tests.theory;

import java.time.Duration;
import java.util.Locale;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Labelled;
import org.streamrecall.training.Progress;
import org.streamrecall.training.Training;
import org.streamrecall.training.TrainingOptions;

/**
 * Excess risk against the number n of contexts with one label each, and how many features training
 * chose to keep.
 *
 * @param tested contexts that neither teach nor choose
 * @param options of training
 */
record RateStudy(int tested, TrainingOptions options) {
  static final String HEADING = "alpha,n,seed,dimension,excess_risk";
  private static final double LABEL_NOISE = 0.1;
  private static final int MOST = 10; // features
  private static final long TESTS = 1_000_000; // seeds of tests lie so far from those of training

  /** What `train` does of itself, in as much time as it takes. */
  static RateStudy full() {
    return new RateStudy(1024, TrainingOptions.defaults().withTimeLimit(Duration.ofHours(1)));
  }

  /** On fewer tests. */
  static RateStudy quick() {
    return new RateStudy(256, full().options);
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
    int dims = model.schema().fields().lift().dims();
    return new Row(alpha, n, seed, dims, error(task, model, seed));
  }

  private double error(RateTask task, RecallModel model, long seed) {
    SketchLayout layout = SketchLayout.of(model.schema().shape(), SketchLayout.DEFAULT_BYTES);
    double[] square = new double[1];
    task.contexts(tested, false, TESTS + seed)
        .forEach(episode -> square[0] += square(layout, model, episode));
    return square[0] / tested;
  }

  private static double square(SketchLayout layout, RecallModel model, Episode episode) {
    MeasureSketch memory = new MeasureSketch(layout);
    episode.tokens().forEach(token -> memory.add(model.schema().embed(token)));
    Labelled asked = episode.queries().get(0);
    float[] tag = model.schema().embed(asked.query());
    double away = model.answer(memory, tag, new float[0]).value()[0] - asked.target()[0];
    return away * away;
  }
}
