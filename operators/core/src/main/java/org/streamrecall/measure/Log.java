package org.streamrecall.measure;

/**
 * The natural logarithm, in plain IEEE arithmetic: the same bits on every machine and JDK, element
 * by element in a vector as alone.
 */
public final class Log {
  static final double SQRT_2 = 1.4142135623730951;

  /** What moves the bits of numbers from sqrt(1/2) on to those of 1, and keeps all positive. */
  static final long BIAS = (1023L << 52) - 0x3fe6a09e667f3bcdL;

  /** The bits of the least x that has a logarithm here, 2^-1022, and of infinity. */
  static final long LEAST = 1L << 52;

  static final long INFINITY = 0x7ff0000000000000L;

  static final double LN2_HIGH = 0.6931471803691238; // the last 20 bits are zero
  static final double LN2_LOW = 1.9082149292705877e-10;

  // 2/(2k+1): log m = sum_k C_k s^(2k+1), s = (m-1)/(m+1), |s| below 0.172
  static final double C1 = 2.0 / 3;
  static final double C2 = 2.0 / 5;
  static final double C3 = 2.0 / 7;
  static final double C4 = 2.0 / 9;
  static final double C5 = 2.0 / 11;
  static final double C6 = 2.0 / 13;
  static final double C7 = 2.0 / 15;
  static final double C8 = 2.0 / 17;
  static final double C9 = 2.0 / 19;
  static final double C10 = 2.0 / 21;

  private Log() {}

  /**
   * log x, within 2 units in the last place, for a positive normal x; -infinity for smaller, also
   * below 0. Of infinity it is infinity, of NaN NaN.
   */
  public static double log(double x) {
    if (x < Double.MIN_NORMAL) {
      return Double.NEGATIVE_INFINITY;
    }
    if (!(x <= Double.MAX_VALUE)) {
      return x;
    }
    long bits = Double.doubleToRawLongBits(x);
    long exponent = (bits + BIAS) >>> 52;
    double m = Double.longBitsToDouble(bits - (exponent << 52) + (1023L << 52));
    double e = exponent - 1023;
    double s = (m - 1) / (m + 1);
    double w = s * s;
    double p = Math.fma(C10, w, C9);
    p = Math.fma(p, w, C8);
    p = Math.fma(p, w, C7);
    p = Math.fma(p, w, C6);
    p = Math.fma(p, w, C5);
    p = Math.fma(p, w, C4);
    p = Math.fma(p, w, C3);
    p = Math.fma(p, w, C2);
    p = Math.fma(p, w, C1);
    p = Math.fma(p, w, 2);
    return Math.fma(e, LN2_HIGH, Math.fma(p, s, e * LN2_LOW));
  }

  /** The same for many numbers, to the bit: x_i = log x_i for the first n. */
  public static void log(double[] x, int n) {
    int whole = n & -Kernels.FEW;
    Kernels.ACTIVE.log(x, whole);
    for (int i = whole; i < n; i++) {
      x[i] = log(x[i]);
    }
  }
}
