package org.streamrecall.events.score;

/** A ridge regression learned one event at a time, that forgets by a factor. */
final class Line {
  private static final double CONSTANT = 100; // hardly shrunk
  private static final double VAGUEST = 1e6; // what was not seen for long is not known worse

  private final double keep;
  private final double[][] p; // (inputs, inputs), the inverse of what was seen
  private final double[] w; // (inputs)

  /**
   * @param inputs the last of them the constant
   * @param keep what is left of an event at the next one; 1 for all
   */
  Line(int inputs, double keep) {
    this.keep = keep;
    p = new double[inputs][inputs];
    w = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      p[i][i] = i == inputs - 1 ? CONSTANT : 1;
    }
  }

  /**
   * @param x (inputs), each in its unit
   */
  double foretell(double[] x) {
    return dot(w, x);
  }

  void learn(double[] x, double y) {
    int n = x.length;
    double[] g = new double[n];
    for (int i = 0; i < n; i++) {
      g[i] = dot(p[i], x);
    }
    double divisor = keep + dot(g, x);
    double error = (y - dot(w, x)) / divisor;
    for (int i = 0; i < n; i++) {
      w[i] += g[i] * error;
      for (int j = i; j < n; j++) {
        p[i][j] = (p[i][j] - g[i] * g[j] / divisor) / keep;
        p[j][i] = p[i][j];
      }
    }
    for (int i = 0; i < n; i++) {
      if (p[i][i] > VAGUEST) {
        scale(i, Math.sqrt(VAGUEST / p[i][i]));
      }
    }
  }

  /** Input i stands in a unit so many times as large from now on; how sure it was is forgotten. */
  void measure(int i, double factor) {
    w[i] *= factor;
    scale(i, 0);
    p[i][i] = 1;
  }

  /** Input i stands so much lower from now on; what the line says is the same. */
  void lower(int i, double by) {
    int constant = w.length - 1;
    w[constant] += by * w[i];
    for (int j = 0; j < w.length; j++) {
      p[constant][j] += by * p[i][j];
    }
    for (int j = 0; j < w.length; j++) {
      p[j][constant] += by * p[j][i];
    }
  }

  private void scale(int i, double factor) {
    for (int j = 0; j < w.length; j++) {
      p[i][j] *= factor;
      p[j][i] *= factor;
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
