package org.streamrecall.deploy.labels;

import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import org.streamrecall.events.label.Detector;

/**
 * AWS's Random Cut Forest over a series, as its makers advise for one: shingles of {@value
 * #SHINGLE} values, each normalised, 50 trees of 256 shingles.
 */
public final class Forest implements Detector {
  private static final int SHINGLE = 8;
  private static final int TREES = 50;
  private static final int SAMPLES = 256;

  /** Its score of each event, which it has learned since; 0 while it says nothing. */
  @Override
  public double[] scores(double[] values) {
    ThresholdedRandomCutForest forest =
        ThresholdedRandomCutForest.builder()
            .dimensions(SHINGLE)
            .shingleSize(SHINGLE)
            .internalShinglingEnabled(true)
            .numberOfTrees(TREES)
            .sampleSize(SAMPLES)
            .transformMethod(TransformMethod.NORMALIZE)
            .randomSeed(7)
            .anomalyRate(0.01)
            .build();
    double[] scores = new double[values.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = forest.process(new double[] {values[i]}, i).getRCFScore();
    }
    return scores;
  }
}
