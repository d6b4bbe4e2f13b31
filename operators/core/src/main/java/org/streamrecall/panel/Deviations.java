package org.streamrecall.panel;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How far numbers stray: squared departures from a fading level count at most 16 times what is
 * usual, in a fast memory (50 values) and a slow one (1,000), of which the larger counts. Nothing
 * stays frozen, and no one value rules. The first values are kept as they are, and say it by their
 * median.
 */
public final class Deviations {
  /** Values of which the median is taken. */
  private static final int FIRST = 8;

  private static final double[] MEMORIES = {50, 1000};
  private static final double MAD = 1.48; // of a normal distribution, over its deviation
  private static final double FAR = 16;
  private static final double WILD = 1 << 20; // deviations
  private static final int ENOUGH = 1001; // values, after which their number does not matter

  /** Most bytes of a number. */
  static final int BYTES = 2 + Double.BYTES * FIRST;

  private final int numbers;
  private final short[] counts;
  private final double[][] first; // (numbers, FIRST); then levels and squares
  private final double[] sorted = new double[FIRST];

  public Deviations(int numbers) {
    this.numbers = numbers;
    counts = new short[numbers];
    first = new double[numbers][FIRST];
  }

  void clear() {
    Arrays.fill(counts, (short) 0);
  }

  /** Whether number i has had more values than those that are kept as they are. */
  boolean isSettled(int i) {
    return counts[i] > FIRST;
  }

  /** Whether number i has had two values. */
  boolean isTwice(int i) {
    return counts[i] > 1;
  }

  /** Of number i; 0 where it never moved. */
  public double get(int i) {
    return counts[i] <= FIRST ? ofFirst(i) : Math.sqrt(Math.max(first[i][2], first[i][3]));
  }

  /** About which number i strays; 0 where it was never known. */
  public double level(int i) {
    return counts[i] <= FIRST ? median(i) : first[i][1];
  }

  /**
   * Whether x lies so far from all others that a memory which held it would tell these apart no
   * more. It counts as any other for how far number i strays, so that such values are no longer
   * wild once they have come for long.
   */
  boolean isWild(int i, double x) {
    return isSettled(i) && get(i) > 0 && Math.abs(x - level(i)) > WILD * get(i);
  }

  private double median(int i) {
    int n = counts[i];
    if (n == 0) {
      return 0;
    }
    for (int k = 0; k < n; k++) {
      sorted[k] = first[i][k];
    }
    Arrays.sort(sorted, 0, n);
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  private double ofFirst(int i) {
    int n = counts[i];
    if (n < 2) {
      return 0;
    }
    double median = median(i);
    for (int k = 0; k < n; k++) {
      sorted[k] = Math.abs(first[i][k] - median);
    }
    Arrays.sort(sorted, 0, n);
    double mad = MAD * (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return mad > 0 ? mad : sorted[n - 1] / Math.sqrt(n);
  }

  /** NaN is passed over. */
  public void add(int i, double x) {
    if (Double.isNaN(x)) {
      return;
    }
    int n = counts[i];
    if (n < FIRST) {
      first[i][n] = x;
    } else {
      if (n == FIRST) {
        double median = median(i);
        double square = ofFirst(i) * ofFirst(i);
        first[i][0] = median;
        first[i][1] = median;
        first[i][2] = (float) square;
        first[i][3] = (float) square;
      }
      for (int m = 0; m < MEMORIES.length; m++) {
        double rate = 1 / Math.min(MEMORIES[m], n + 1);
        double d = x - first[i][m];
        double s = first[i][2 + m];
        s += rate * ((s > 0 ? Math.min(d * d, FAR * s) : d * d) - s);
        double step = Math.min(Math.abs(d), Math.sqrt(FAR * s));
        first[i][m] += rate * Math.signum(d) * step;
        first[i][2 + m] = (float) s;
      }
    }
    counts[i] = (short) Math.min(ENOUGH, n + 1);
  }

  int bytes() {
    int bytes = 0;
    for (int i = 0; i < numbers; i++) {
      bytes += 2;
      bytes += counts[i] <= FIRST ? Double.BYTES * counts[i] : 2 * (Double.BYTES + Float.BYTES);
    }
    return bytes;
  }

  void put(ByteBuffer out) {
    for (int i = 0; i < numbers; i++) {
      out.putShort(counts[i]);
      for (int k = 0; k < (counts[i] <= FIRST ? counts[i] : 2); k++) {
        out.putDouble(first[i][k]);
      }
      if (counts[i] > FIRST) {
        out.putFloat((float) first[i][2]).putFloat((float) first[i][3]);
      }
    }
  }

  void get(ByteBuffer in) {
    for (int i = 0; i < numbers; i++) {
      counts[i] = in.getShort();
      for (int k = 0; k < (counts[i] <= FIRST ? counts[i] : 2); k++) {
        first[i][k] = in.getDouble();
      }
      if (counts[i] > FIRST) {
        first[i][2] = in.getFloat();
        first[i][3] = in.getFloat();
      }
    }
  }
}
