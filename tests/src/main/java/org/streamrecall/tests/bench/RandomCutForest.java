package org.streamrecall.tests.bench;

import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import org.streamrecall.tests.events.RegimeStream;

/**
 * AWS's Random Cut Forest for one key, as Flink teams embed it: 50 trees of 256 events; the regime
 * as one coordinate each, the two inputs and the value.
 */
final class RandomCutForest {
  private static final int DIMS = RegimeStream.REGIMES + 3;
  private static final int TREES = 50;
  private static final int EVENTS = 256;

  private final ThresholdedRandomCutForest forest =
      ThresholdedRandomCutForest.builder()
          .dimensions(DIMS)
          .shingleSize(1)
          .numberOfTrees(TREES)
          .sampleSize(EVENTS)
          .randomSeed(7)
          .anomalyRate(0.01)
          .build();

  /** How anomalous an event is; the forest has learned it since. */
  double score(RegimeStream.Sample s, long time) {
    double[] point = new double[DIMS];
    point[s.regime()] = 1;
    point[RegimeStream.REGIMES] = s.x1();
    point[RegimeStream.REGIMES + 1] = s.x2();
    point[RegimeStream.REGIMES + 2] = s.value();
    return forest.process(point, time).getRCFScore();
  }
}
