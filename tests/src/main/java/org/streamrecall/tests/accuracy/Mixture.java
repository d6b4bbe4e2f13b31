package org.streamrecall.tests.accuracy;

import org.streamrecall.measure.Exp;

/**
 * Weighted points, or Gaussians with a diagonal covariance D, under the exponential tilt:
 *
 * <pre>
 *   log M_p(a) = log n_p + &lt;a,m_p&gt; + a' D_p a / 2
 *   o(a)       = softmax_p(log M_p) . x_p,   x_p = m_p + D_p a, or the point's content
 * </pre>
 *
 * @param dims d
 * @param masses (parts)
 * @param means (parts, dims) row-major
 * @param variances (parts, dims) row-major, or null: points
 * @param contents (parts, contentDims) row-major, or null: the value is the tag
 */
record Mixture(int dims, float[] masses, float[] means, float[] variances, float[] contents) {

  double[] answer(double[] a) {
    int parts = masses.length;
    double[] shares = new double[parts];
    double max = Double.NEGATIVE_INFINITY;
    for (int p = 0; p < parts; p++) {
      double score = StrictMath.log(masses[p]);
      for (int j = 0; j < dims; j++) {
        score += a[j] * x(p, j, a[j] / 2);
      }
      shares[p] = score;
      max = Math.max(max, score);
    }
    double sum = 0;
    int n = contents == null ? dims : contents.length / parts;
    double[] answer = new double[n];
    for (int p = 0; p < parts; p++) {
      double w = Exp.exp(shares[p] - max);
      sum += w;
      for (int k = 0; k < n; k++) {
        answer[k] += w * (contents == null ? x(p, k, a[k]) : contents[p * n + k]);
      }
    }
    for (int k = 0; k < n; k++) {
      answer[k] /= sum;
    }
    return answer;
  }

  /** One coordinate of m_p + tilt D_p. */
  private double x(int p, int j, double tilt) {
    double mean = means[p * dims + j];
    return variances == null ? mean : mean + variances[p * dims + j] * tilt;
  }
}
