package org.streamrecall.tests.streams;

/** A line by recursive least squares, for several targets at once, that forgets by a factor. */
final class RecursiveLine {
  private final double forgetting;
  private final double[][] p; // (inputs, inputs), the inverse of what was seen
  private final double[][] w; // (targets, inputs)
  private final double[] g; // (inputs), scratch

  /**
   * @param inputs the constant among them
   * @param forgetting what is left of an event at the next one; 1 for all
   */
  RecursiveLine(int inputs, int targets, double forgetting) {
    this.forgetting = forgetting;
    p = new double[inputs][inputs];
    for (int i = 0; i < inputs; i++) {
      p[i][i] = 1;
    }
    w = new double[targets][inputs];
    g = new double[inputs];
  }

  double foretell(double[] x, int target) {
    return dot(w[target], x);
  }

  /**
   * @param y (targets)
   */
  void learn(double[] x, double[] y) {
    int n = x.length;
    for (int i = 0; i < n; i++) {
      g[i] = dot(p[i], x);
    }
    double scale = forgetting + dot(g, x);
    double[] xp = g.clone(); // p is symmetric
    for (int i = 0; i < n; i++) {
      g[i] /= scale;
    }
    for (int t = 0; t < y.length; t++) {
      double error = y[t] - dot(w[t], x);
      for (int i = 0; i < n; i++) {
        w[t][i] += g[i] * error;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        p[i][j] = (p[i][j] - g[i] * xp[j]) / forgetting;
        p[j][i] = p[i][j];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
