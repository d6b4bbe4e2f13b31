package org.streamrecall.model;

import java.util.Arrays;

/**
 * The Mercer features of the heat kernel on a box, orthonormal under its uniform law, the constant
 * left out:
 *
 * <pre>  e_k(z) = prod_m c(k_m) cos(pi k_m x_m),   x_m = (z_m - low_m) / (high_m - low_m)</pre>
 *
 * with c(0) = 1, else sqrt 2, in order of the sum of squares of k. Numbers outside of the box count
 * as its nearest point. The mean of e over tokens estimates the coefficients of their density.
 */
public final class CosineLift implements Lift {
  private static final double ROOT = Math.sqrt(2);

  private final double[] low; // (content)
  private final double[] high; // (content)
  private final int[][] waves; // (dims, content)
  private final int[] most; // (content), the highest frequency of each

  /**
   * @param low of each content number, (content), finite
   * @param high likewise, above low
   * @param dims De, number of features, at least 1
   * @throws IllegalArgumentException naming the number without a range, and the remedy
   */
  public CosineLift(double[] low, double[] high, int dims) {
    requireRanges(low, high);
    this.low = low.clone();
    this.high = high.clone();
    waves = Waves.first(low.length, dims);
    most = new int[low.length];
    for (int[] wave : waves) {
      for (int m = 0; m < most.length; m++) {
        most[m] = Math.max(most[m], wave[m]);
      }
    }
  }

  private static void requireRanges(double[] low, double[] high) {
    for (int m = 0; m < low.length; m++) {
      if (low[m] == high[m]) {
        throw new IllegalArgumentException(
            "content["
                + m
                + "]="
                + low[m]
                + " in every token, and a lift needs numbers that vary; leave it out of content,"
                + " or give the schema its \"range\"");
      }
      if (!(low[m] < high[m]) || !Double.isFinite(high[m] - low[m])) {
        throw new IllegalArgumentException(
            "content["
                + m
                + "] has the range "
                + low[m]
                + " to "
                + high[m]
                + ", which is none; give \"range\":[[low,high],..] with finite low < high");
      }
    }
  }

  @Override
  public int dims() {
    return waves.length;
  }

  @Override
  public CosineLift first(int features) {
    return new CosineLift(low, high, features);
  }

  @Override
  public float[] apply(float[] content) {
    Schema.requireNumbers("content", content, low.length);
    double[][] cosines = new double[low.length][];
    for (int m = 0; m < low.length; m++) {
      cosines[m] = most[m] == 0 ? null : cosines(content[m], m);
    }
    float[] e = new float[waves.length];
    for (int j = 0; j < e.length; j++) {
      double product = 1;
      for (int m = 0; m < low.length; m++) {
        product *= waves[j][m] == 0 ? 1 : cosines[m][waves[j][m]];
      }
      e[j] = (float) product;
    }
    return e;
  }

  /** sqrt 2 cos(pi k x) by k, by Chebyshev's recurrence. */
  private double[] cosines(double z, int m) {
    double x = Math.min(1, Math.max(0, (z - low[m]) / (high[m] - low[m])));
    double first = StrictMath.cos(Math.PI * x); // the same bits on any machine
    double[] cosines = new double[most[m] + 1];
    double before = 1;
    double now = first;
    for (int k = 1; k < cosines.length; k++) {
      cosines[k] = ROOT * now;
      double next = 2 * first * now - before;
      before = now;
      now = next;
    }
    return cosines;
  }

  double[] low() {
    return low.clone();
  }

  double[] high() {
    return high.clone();
  }

  @Override
  public String toString() {
    return waves.length + " cosines from " + Arrays.toString(low) + " to " + Arrays.toString(high);
  }
}
