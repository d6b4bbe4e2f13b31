package org.streamrecall.measure;

/** Solves (A + lambda I) x = b by Cholesky for a symmetric A that may not quite be positive. */
final class Ridge {
  private int d; // of the matrix at hand
  private final double[] factor; // L, lower triangle of (d, d) row-major
  private final double[] inverse; // of its diagonal

  Ridge(int most) {
    factor = new double[most * most];
    inverse = new double[most];
  }

  /**
   * Factorises A + lambda I = LL', lambda doubled until no pivot is less than half of it.
   *
   * @param sum weight A, lower triangle of (d, d) row-major
   * @return the lambda that was used
   */
  double factorise(double[] sum, int dims, double weight, double lambda) {
    d = dims;
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
    while (!tryFactor(sum, weight, used, used / 2) && used < most) {
      used *= 2;
    }
    if (used >= most) {
      tryFactor(sum, weight, used, 0);
    }
    return used;
  }

  private boolean tryFactor(double[] sum, double weight, double lambda, double least) {
    for (int i = 0; i < d; i++) {
      int row = i * d;
      for (int j = 0; j <= i; j++) {
        double left = sum[row + j] / weight + (i == j ? lambda : 0);
        int column = j * d;
        for (int k = 0; k < j; k++) {
          left = Math.fma(-factor[row + k], factor[column + k], left);
        }
        if (i > j) {
          factor[row + j] = left * inverse[j];
        } else if (left > least) {
          factor[row + i] = Math.sqrt(left);
          inverse[i] = 1 / factor[row + i];
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /** x = L^-1 x; returns |x|^2 = x'(A + lambda I)^-1 x of the x that was given. */
  double halfSolve(double[] x) {
    double square = 0;
    for (int i = 0; i < d; i++) {
      double left = x[i];
      for (int k = 0; k < i; k++) {
        left = Math.fma(-factor[i * d + k], x[k], left);
      }
      x[i] = left * inverse[i];
      square = Math.fma(x[i], x[i], square);
    }
    return square;
  }

  /** x = (A + lambda I)^-1 x. */
  void solve(double[] x) {
    halfSolve(x);
    for (int i = d - 1; i >= 0; i--) {
      double left = x[i];
      for (int k = i + 1; k < d; k++) {
        left = Math.fma(-factor[k * d + i], x[k], left);
      }
      x[i] = left * inverse[i];
    }
  }
}
