package org.streamrecall.events.score;

import java.util.Arrays;

/**
 * How far a number strays from a level that fades: squares count at most 16 times what is usual, in
 * a memory of 50 values and one of 1,000, of which the larger counts. So no one value rules, and
 * nothing is frozen.
 */
final class Strays {
  private static final int FIRST = 8; // values, which say it by their median
  private static final double[] MEMORIES = {50, 1000};
  private static final double MAD = 1.48; // of a normal distribution, over its deviation
  private static final double FAR = 16;

  private final double[] first = new double[FIRST];
  private final double[] levels = new double[MEMORIES.length];
  private final double[] squares = new double[MEMORIES.length];
  private long count;

  /**
   * @param x NaN is passed over
   */
  void add(double x) {
    if (Double.isNaN(x)) {
      return;
    }
    if (count < FIRST) {
      first[(int) count++] = x;
      Arrays.fill(levels, median(first));
      double deviation = ofFirst();
      Arrays.fill(squares, deviation * deviation);
      return;
    }
    count++;
    for (int m = 0; m < MEMORIES.length; m++) {
      double rate = 1 / Math.min(MEMORIES[m], count);
      double away = x - levels[m];
      double most = FAR * squares[m];
      double square = most > 0 ? Math.min(away * away, most) : away * away;
      squares[m] += rate * (square - squares[m]);
      double step = Math.min(Math.abs(away), Math.sqrt(FAR * squares[m]));
      levels[m] += rate * Math.signum(away) * step;
    }
  }

  /** From which it strays, in the long run; 0 before the first value. */
  double level() {
    return levels[1];
  }

  /** 0 where it never moved. */
  double deviation() {
    return Math.sqrt(Math.max(squares[0], squares[1]));
  }

  private double ofFirst() {
    double[] away = Arrays.copyOf(first, (int) count);
    for (int i = 0; i < away.length; i++) {
      away[i] = Math.abs(first[i] - levels[1]);
    }
    double usual = MAD * median(away);
    return usual > 0 ? usual : Arrays.stream(away).max().orElse(0) / Math.sqrt(away.length);
  }

  private double median(double[] of) {
    double[] sorted = Arrays.copyOf(of, (int) count);
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
