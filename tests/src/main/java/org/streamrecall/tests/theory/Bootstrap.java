package org.streamrecall.tests.theory;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * How sure a figure is: where 95 % of it lie when the rows that it comes from are drawn anew, with
 * replacement.
 *
 * @param low end
 * @param high end
 */
record Bootstrap(double low, double high) {
  private static final int DRAWS = 1000;
  private static final double OUTSIDE = 0.025; // each side
  private static final long SEED = 7;

  /**
   * @param rows how many there are
   * @param figure of the rows that are named, some more than once; NaN where these tell nothing,
   *     which does not count
   */
  static Bootstrap of(int rows, ToDoubleFunction<int[]> figure) {
    Random random = new Random(SEED);
    double[] figures = new double[DRAWS];
    int found = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double drawn = figure.applyAsDouble(random.ints(rows, 0, rows).toArray());
      if (Double.isFinite(drawn)) {
        figures[found++] = drawn;
      }
    }
    if (found == 0) {
      return new Bootstrap(Double.NaN, Double.NaN);
    }
    double[] sorted = Arrays.copyOf(figures, found);
    Arrays.sort(sorted);
    int out = (int) (OUTSIDE * found);
    return new Bootstrap(sorted[out], sorted[found - 1 - out]);
  }

  boolean holds(double number) {
    return low <= number && number <= high;
  }

  /** The numbers that are named. */
  static double[] pick(double[] of, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> of[row]).toArray();
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f to %.2f", low, high);
  }
}
