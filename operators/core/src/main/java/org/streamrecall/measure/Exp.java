package org.streamrecall.measure;

/**
 * The exponential, in plain IEEE arithmetic: the same bits on every machine and JDK, which {@link
 * Math#exp} does not promise, and faster than {@link StrictMath#exp}.
 */
public final class Exp {
  static final double LOG2_E = 1.4426950408889634;
  static final double LN2_HIGH = 0.6931471803691238; // the last 20 bits are zero
  static final double LN2_LOW = 1.9082149292705877e-10;
  private static final double ROUND = 0x1.8p52; // adding it rounds to the nearest integer

  /** Taylor coefficients 1/k!, highest first: below 1e-16 relative on |r| <= ln2 / 2. */
  static final double[] C = {
    1.0 / 6227020800.0,
    1.0 / 479001600.0,
    1.0 / 39916800.0,
    1.0 / 3628800.0,
    1.0 / 362880.0,
    1.0 / 40320.0,
    1.0 / 5040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
    1.0,
    1.0
  };

  /** Below it the power of two is 2^-1023, whose bits are those of 0. */
  static final double LEAST = -709;

  /** Above it the power of two is 2^1024, whose bits are those of infinity. */
  private static final double MOST = 710;

  private Exp() {}

  /** e^x, within 2 units in the last place; 0 below -708.7, infinity above 709.4. */
  public static double exp(double x) {
    double y = Math.min(MOST, Math.max(LEAST, x));
    double n = (y * LOG2_E + ROUND) - ROUND;
    double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, y));
    double p = C[0];
    for (int k = 1; k < C.length; k++) {
      p = Math.fma(p, r, C[k]);
    }
    return p * Double.longBitsToDouble((long) ((int) n + 1023) << 52);
  }
}
