package org.streamrecall.measure;

/**
 * The normal distribution, in plain IEEE arithmetic: the same bits on every machine and JDK.
 *
 * <p>The tail is the fit of Chebyshev polynomials of Press and others (Numerical Recipes, 1992,
 * 6.2), within 1.2e-7 of itself however small; what is farther than that from a table is the error
 * that is stated. Its inverse is that of Wichura (1988, AS 241) to 7 digits. Those of commons-math
 * iterate, and take twenty times as long.
 */
public final class Normal {
  private static final double[] TAIL = {
    -1.26551223,
    1.00002368,
    0.37409196,
    0.09678418,
    -0.18628806,
    0.27886807,
    -1.13520398,
    1.48851587,
    -0.82215223,
    0.17087277
  };

  private static final double SQRT_2 = StrictMath.sqrt(2);

  private Normal() {}

  /** P(Z >= z) of a standard normal Z. */
  public static double tail(double z) {
    double x = Math.abs(z) / SQRT_2;
    double t = 1 / (1 + 0.5 * x);
    double sum = 0;
    for (int i = TAIL.length - 1; i >= 0; i--) {
      sum = sum * t + TAIL[i];
    }
    double tail = 0.5 * t * Exp.exp(sum - x * x);
    return z >= 0 ? tail : 1 - tail;
  }

  /**
   * The z of which {@link #tail} is p.
   *
   * @param p in (0,1)
   */
  public static double upper(double p) {
    double q = 0.5 - p;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q
          * (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
          / (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1);
    }
    double r = Math.sqrt(-Log.log(Math.min(p, 1 - p)));
    double z;
    if (r <= 5) {
      r -= 1.6;
      z =
          (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
              / ((0.12021132975 * r + 0.73700164250) * r + 1);
    } else {
      r -= 5;
      z =
          (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
              / ((0.012258202635 * r + 0.24197894225) * r + 1);
    }
    return q > 0 ? z : -z;
  }
}
