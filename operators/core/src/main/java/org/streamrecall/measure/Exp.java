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

  // Taylor coefficients 1/k!: below 1e-16 relative on |r| <= ln2 / 2. Named, not in an array: a
  // vector loop then holds them in registers.
  static final double C3 = 1.0 / 6;
  static final double C4 = 1.0 / 24;
  static final double C5 = 1.0 / 120;
  static final double C6 = 1.0 / 720;
  static final double C7 = 1.0 / 5040;
  static final double C8 = 1.0 / 40320;
  static final double C9 = 1.0 / 362880;
  static final double C10 = 1.0 / 3628800;
  static final double C11 = 1.0 / 39916800;
  static final double C12 = 1.0 / 479001600;
  static final double C13 = 1.0 / 6227020800.0;

  /** Below it the power of two is 2^-1023, whose bits are those of 0. */
  static final double LEAST = -709;

  /** Above it the power of two is 2^1024, whose bits are those of infinity. */
  static final double MOST = 710;

  private Exp() {}

  /** e^x, within 2 units in the last place; 0 below -708.7, infinity above 709.4, NaN of NaN. */
  public static double exp(double x) {
    double y = Math.min(MOST, Math.max(LEAST, x));
    double n = (y * LOG2_E + ROUND) - ROUND;
    double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, y));
    double square = r * r;
    double fourth = square * square;
    double low = Math.fma(Math.fma(C5, r, C4), square, Math.fma(C3, r, 0.5));
    double middle = Math.fma(Math.fma(C9, r, C8), square, Math.fma(C7, r, C6));
    double high = Math.fma(Math.fma(C13, r, C12), square, Math.fma(C11, r, C10));
    double rest = Math.fma(Math.fma(high, fourth, middle), fourth, low);
    double p = Math.fma(rest, square, r) + 1;
    return p * Double.longBitsToDouble((long) ((int) n + 1023) << 52);
  }

  /** The same for many numbers, to the bit: x_i = e^x_i for the first n. */
  public static void exp(double[] x, int n) {
    int whole = n & -Kernels.FEW;
    Kernels.ACTIVE.exp(x, whole);
    for (int i = whole; i < n; i++) {
      x[i] = exp(x[i]);
    }
  }

  /** 2^n, exact; 0 or infinity where that is beyond a double. */
  static double twoTo(int n) {
    return n >= Double.MIN_EXPONENT && n <= Double.MAX_EXPONENT
        ? Double.longBitsToDouble((long) (n + 1023) << 52)
        : Math.scalb(1.0, n);
  }
}
