package org.streamrecall.training;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Ridge regression of targets on a read-out's inputs: where the straight path starts. What a line
 * can tell need not be found by gradient steps.
 */
final class StraightStart {
  private static final double[] RIDGES = {1e-4, 1e-3, 1e-2, 1e-1, 1, 10};

  private StraightStart() {}

  /**
   * @param a (targets, inputs)
   * @param b (targets)
   */
  record Line(double[][] a, double[] b) {
    /** Root mean square of what is left of targets. */
    double missed(double[][] x, double[][] y) {
      return Math.sqrt(squares(x, y) / x.length / b.length);
    }

    double squares(double[][] x, double[][] y) {
      double squares = 0;
      for (int q = 0; q < x.length; q++) {
        for (int o = 0; o < b.length; o++) {
          double left = b[o] - y[q][o];
          for (int i = 0; i < x[q].length; i++) {
            left += a[o][i] * x[q][i];
          }
          squares += left * left;
        }
      }
      return squares;
    }
  }

  /**
   * The line of the ridge that does best on held-out queries.
   *
   * @param x inputs of mean 0 and deviation 1, one row a query
   * @param y targets in standard units, one row a query
   */
  static Line fit(double[][] x, double[][] y, double[][] heldX, double[][] heldY) {
    Line best = null;
    double least = 0;
    for (double ridge : RIDGES) {
      Line line = fit(x, y, ridge * x.length);
      double squares = line.squares(heldX, heldY);
      if (best == null || squares < least) {
        best = line;
        least = squares;
      }
    }
    return best;
  }

  private static Line fit(double[][] x, double[][] y, double ridge) {
    int inputs = x[0].length;
    int outputs = y[0].length;
    double[] mean = new double[outputs];
    for (double[] row : y) {
      for (int o = 0; o < outputs; o++) {
        mean[o] += row[o] / y.length;
      }
    }
    double[][] products = new double[inputs][inputs];
    double[][] follow = new double[inputs][outputs];
    for (int q = 0; q < x.length; q++) {
      for (int i = 0; i < inputs; i++) {
        for (int j = 0; j < inputs; j++) {
          products[i][j] += x[q][i] * x[q][j];
        }
        for (int o = 0; o < outputs; o++) {
          follow[i][o] += x[q][i] * (y[q][o] - mean[o]);
        }
      }
    }
    for (int i = 0; i < inputs; i++) {
      products[i][i] += ridge;
    }
    RealMatrix solved =
        new CholeskyDecomposition(new Array2DRowRealMatrix(products, false))
            .getSolver()
            .solve(new Array2DRowRealMatrix(follow, false));
    return new Line(solved.transpose().getData(), mean);
  }
}
