package org.streamrecall.measure;

/** Solves (A + lambda I) x = b by Cholesky for a symmetric A that may not quite be positive. */
final class Ridge {
  private final int d;
  private final double[] factor; // L, lower triangle of (d, d) row-major

  Ridge(int d) {
    this.d = d;
    factor = new double[d * d];
  }

  /**
   * Factorises A + lambda I = LL', lambda doubled until A + lambda/2 I is positive.
   *
   * @param sum weight A, lower triangle of (d, d) row-major
   * @return the lambda that was used
   */
  double factorise(double[] sum, double weight, double lambda) {
    if (!(lambda > 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException(
          "lambda=" + lambda + " is not a positive number; a regression's ridge must be, try 1e-3");
    }
    double most = lambda; // beyond the norm of A no doubling is needed
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        most += 4 * Math.abs(sum[i * d + j]) / weight;
      }
    }
    double used = lambda;
    while (!tryFactor(sum, weight, used / 2) && used < most) {
      used *= 2;
    }
    tryFactor(sum, weight, used);
    return used;
  }

  private boolean tryFactor(double[] sum, double weight, double lambda) {
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double left = sum[i * d + j] / weight + (i == j ? lambda : 0);
        for (int k = 0; k < j; k++) {
          left = Math.fma(-factor[i * d + k], factor[j * d + k], left);
        }
        if (i > j) {
          factor[i * d + j] = left / factor[j * d + j];
        } else if (left > 0) {
          factor[i * d + i] = Math.sqrt(left);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /** x = (A + lambda I)^-1 x. */
  void solve(double[] x) {
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < i; k++) {
        x[i] = Math.fma(-factor[i * d + k], x[k], x[i]);
      }
      x[i] /= factor[i * d + i];
    }
    for (int i = d - 1; i >= 0; i--) {
      for (int k = i + 1; k < d; k++) {
        x[i] = Math.fma(-factor[k * d + i], x[k], x[i]);
      }
      x[i] /= factor[i * d + i];
    }
  }
}
