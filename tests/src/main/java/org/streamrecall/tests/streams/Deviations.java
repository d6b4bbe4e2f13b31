package org.streamrecall.tests.streams;

import java.util.Arrays;

/**
 * How far values stray, as it is known at each event: squared departures from a fading level count
 * at most 16 times what is usual. A fast memory (50 events) and a slow one (1,000), the larger
 * counts; so no one value rules, and nothing is frozen.
 */
final class Deviations {
  private static final double[] MEMORIES = {50, 1000};
  private static final double MAD = 1.48; // of a normal distribution, over its deviation

  private Deviations() {}

  /**
   * @param first events that the level starts from
   * @return (events)
   */
  static double[] of(double[] values, int first) {
    double[] start = Arrays.copyOf(values, first);
    double median = median(start);
    double spread = MAD * median(Arrays.stream(start).map(x -> Math.abs(x - median)).toArray());
    double[] level = {median, median};
    double[] square = {spread * spread, spread * spread};
    double[] out = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      for (int m = 0; i >= first && m < MEMORIES.length; m++) {
        double d = values[i] - level[m];
        double counted = square[m] > 0 ? Math.min(d * d, 16 * square[m]) : d * d;
        square[m] += (counted - square[m]) / MEMORIES[m];
        double step = Math.min(Math.abs(d), 4 * Math.sqrt(square[m]) + 1e-12);
        level[m] += Math.signum(d) * step / MEMORIES[m];
      }
      out[i] = Math.sqrt(Math.max(Math.max(square[0], square[1]), 1e-12));
    }
    return out;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
