package org.streamrecall.tests.accuracy;

/** Orthonormal columns by Householder reflections, with the signs that LAPACK's dgeqrf gives. */
final class Householder {
  private Householder() {}

  /**
   * Q of the reduced QR factorisation. The diagonal of R has the sign opposite to what the
   * reflection met, so it may be negative: numpy's convention, kept so that both make one stream.
   *
   * @param a (rows, columns) row-major, rows at least columns; overwritten
   * @return (rows, columns)
   */
  static double[][] q(double[] a, int rows, int columns) {
    double[] tau = new double[columns];
    for (int k = 0; k < columns; k++) {
      tau[k] = reflect(a, rows, columns, k);
      for (int j = k + 1; j < columns; j++) {
        double dot = a[k * columns + j];
        for (int i = k + 1; i < rows; i++) {
          dot += a[i * columns + k] * a[i * columns + j];
        }
        a[k * columns + j] -= tau[k] * dot;
        for (int i = k + 1; i < rows; i++) {
          a[i * columns + j] -= tau[k] * dot * a[i * columns + k];
        }
      }
    }
    double[][] q = new double[rows][columns];
    for (int j = 0; j < columns; j++) {
      q[j][j] = 1;
      for (int k = columns - 1; k >= 0; k--) {
        double dot = q[k][j];
        for (int i = k + 1; i < rows; i++) {
          dot += a[i * columns + k] * q[i][j];
        }
        q[k][j] -= tau[k] * dot;
        for (int i = k + 1; i < rows; i++) {
          q[i][j] -= tau[k] * dot * a[i * columns + k];
        }
      }
    }
    return q;
  }

  /** Leaves v below the diagonal of column k (v_k = 1) and returns tau of I - tau v v'. */
  private static double reflect(double[] a, int rows, int columns, int k) {
    double below = 0;
    for (int i = k + 1; i < rows; i++) {
      below += a[i * columns + k] * a[i * columns + k];
    }
    double alpha = a[k * columns + k];
    if (below == 0) {
      return 0;
    }
    double beta = -Math.copySign(Math.sqrt(alpha * alpha + below), alpha);
    for (int i = k + 1; i < rows; i++) {
      a[i * columns + k] /= alpha - beta;
    }
    a[k * columns + k] = beta;
    return (beta - alpha) / beta;
  }
}
