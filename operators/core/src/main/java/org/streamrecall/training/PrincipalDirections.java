package org.streamrecall.training;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The directions along which tags vary most, at their own lengths: distances stay what they were,
 * but for what varies along no direction that is kept.
 *
 * @param mean of the tags, (raw)
 * @param matrix (raw, directions), its columns orthonormal
 */
record PrincipalDirections(double[] mean, double[][] matrix) {
  /** Of the largest variance: what varies less is left out. */
  private static final double LEAST = 1e-3;

  /**
   * @param scale applied to each raw number first, (raw)
   * @param most directions at most
   */
  static PrincipalDirections fit(List<float[]> tags, double[] scale, int most) {
    int raw = scale.length;
    double[] mean = new double[raw];
    for (float[] tag : tags) {
      for (int j = 0; j < raw; j++) {
        mean[j] += (double) tag[j] / tags.size();
      }
    }
    double[][] covariance = new double[raw][raw];
    for (float[] tag : tags) {
      for (int i = 0; i < raw; i++) {
        double x = scale[i] * (tag[i] - mean[i]);
        for (int j = 0; x != 0 && j <= i; j++) {
          covariance[i][j] += x * scale[j] * (tag[j] - mean[j]) / tags.size();
        }
      }
    }
    for (int i = 0; i < raw; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
    double[] variances = eigen.getRealEigenvalues(); // descending
    int count = 1;
    while (count < Math.min(most, raw) && variances[count] > LEAST * variances[0]) {
      count++;
    }
    double[][] matrix = new double[raw][count];
    for (int k = 0; k < count; k++) {
      double[] v = eigen.getEigenvector(k).toArray();
      double sign = DiscriminantDirections.firstSign(v);
      for (int j = 0; j < raw; j++) {
        matrix[j][k] = sign * v[j];
      }
    }
    return new PrincipalDirections(mean, matrix);
  }
}
