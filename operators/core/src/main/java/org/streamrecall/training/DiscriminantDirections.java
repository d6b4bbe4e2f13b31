package org.streamrecall.training;

import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Linear discriminant directions: those along which classes lie far apart for their own scatter.
 * With M the class means about their mean (classes, raw), S the within-class covariance plus a
 * ridge, and {@code M S^-1 M' = V diag(s^2) V'}, the map is
 *
 * <pre>  A = S^-1 M' V diag(s^-1) diag(s^-1/2)</pre>
 *
 * The last factor evens out the gains; it was worth 6 points of accuracy on unseen classes.
 *
 * @param centre mean of the class means, (raw)
 * @param matrix A, (raw, directions)
 */
record DiscriminantDirections(double[] centre, double[][] matrix) {
  /** Ridge as a part of the mean eigenvalue of S. */
  private static final double RIDGE = 1e-3;

  /** A direction whose singular value is below this part of the first is noise. */
  private static final double LEAST = 1e-6;

  /**
   * @param classes raw tags of each class
   * @param scale applied to each raw number first, (raw)
   * @param most directions at most
   * @throws IllegalArgumentException if there are fewer than two classes
   */
  static DiscriminantDirections fit(Map<String, List<float[]>> classes, double[] scale, int most) {
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "a discriminant tag map needs at least 2 classes of tokens, found "
              + classes.size()
              + "; give tokens a class, or set tagMap to identity");
    }
    int raw = scale.length;
    int c = classes.size();
    double[][] means = new double[c][raw];
    double[][] within = new double[raw][raw];
    int n = 0;
    int g = 0;
    for (List<float[]> members : classes.values()) {
      n += members.size();
      addClass(members, scale, means[g++], within);
    }
    double[] centre = new double[raw];
    for (double[] mean : means) {
      for (int j = 0; j < raw; j++) {
        centre[j] += mean[j] / c;
      }
    }
    for (double[] mean : means) {
      for (int j = 0; j < raw; j++) {
        mean[j] -= centre[j];
      }
    }
    double[][] matrix = directions(means, regularise(within, n), most);
    for (int j = 0; j < raw; j++) {
      centre[j] /= scale[j]; // in the units of a raw tag
    }
    return new DiscriminantDirections(centre, matrix);
  }

  /** Adds the class's scatter about its own mean; tags are mostly zeros, which cost nothing. */
  private static void addClass(
      List<float[]> members, double[] scale, double[] mean, double[][] within) {
    int raw = scale.length;
    int[] places = new int[raw];
    double[] values = new double[raw];
    for (float[] tag : members) {
      int nonzero = 0;
      for (int j = 0; j < raw; j++) {
        if (tag[j] != 0) {
          places[nonzero] = j;
          values[nonzero++] = scale[j] * tag[j];
        }
      }
      for (int i = 0; i < nonzero; i++) {
        mean[places[i]] += values[i] / members.size();
        double[] row = within[places[i]];
        for (int k = 0; k <= i; k++) {
          row[places[k]] += values[i] * values[k];
        }
      }
    }
    for (int i = 0; i < raw; i++) {
      double factor = members.size() * mean[i];
      double[] row = within[i];
      for (int k = 0; factor != 0 && k <= i; k++) {
        row[k] -= factor * mean[k];
      }
    }
  }

  private static RealMatrix regularise(double[][] within, int n) {
    int raw = within.length;
    double trace = 0;
    for (int i = 0; i < raw; i++) {
      for (int k = 0; k <= i; k++) {
        within[i][k] /= n;
        within[k][i] = within[i][k];
      }
      trace += within[i][i];
    }
    double ridge = trace > 0 ? RIDGE * trace / raw : 1;
    for (int i = 0; i < raw; i++) {
      within[i][i] += ridge;
    }
    return new Array2DRowRealMatrix(within, false);
  }

  private static double[][] directions(double[][] means, RealMatrix within, int most) {
    RealMatrix m = new Array2DRowRealMatrix(means, false); // (classes, raw)
    RealMatrix solved = new CholeskyDecomposition(within).getSolver().solve(m.transpose());
    RealMatrix gram = m.multiply(solved); // (classes, classes) M S^-1 M'
    EigenDecomposition eigen = new EigenDecomposition(symmetric(gram));
    double[] squares = eigen.getRealEigenvalues(); // descending
    int count = 0;
    while (count < Math.min(most, squares.length - 1)
        && squares[count] > LEAST * LEAST * squares[0]) {
      count++;
    }
    double[][] matrix = new double[within.getRowDimension()][Math.max(1, count)];
    for (int k = 0; k < count; k++) {
      double[] v = eigen.getEigenvector(k).toArray();
      double sign = firstSign(v);
      double singular = Math.sqrt(squares[k]);
      double gain = sign / (singular * Math.sqrt(singular)); // 1/s the direction, s^-1/2 its gain
      double[] column = solved.operate(v);
      for (int j = 0; j < matrix.length; j++) {
        matrix[j][k] = gain * column[j];
      }
    }
    return matrix;
  }

  private static RealMatrix symmetric(RealMatrix gram) {
    return gram.add(gram.transpose()).scalarMultiply(0.5);
  }

  /** An eigenvector's sign is arbitrary: its largest entry is made positive. */
  static double firstSign(double[] v) {
    double largest = 0;
    for (double value : v) {
      if (Math.abs(value) > Math.abs(largest)) {
        largest = value;
      }
    }
    return largest < 0 ? -1 : 1;
  }
}
