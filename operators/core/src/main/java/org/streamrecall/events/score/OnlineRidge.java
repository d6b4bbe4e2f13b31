package org.streamrecall.events.score;

/** Recursive least squares on a tag and a constant, with a ridge: one linear model for one key. */
final class OnlineRidge implements Baseline.Method {
  private static final double RIDGE = 1e-3;

  private double[][] inverse; // of the sum of x x' and the ridge
  private double[] weights;
  private double mean; // of the values, taken off before
  private long count;

  @Override
  public double[] foretell(float[] tag) {
    double slope = weights == null ? 0 : product(weights, withOne(tag));
    return count == 0 ? null : new double[] {mean + slope};
  }

  @Override
  public void learn(float[] tag, double value) {
    count++;
    if (count == 1) {
      mean = value;
    }
    if (tag == null) {
      return;
    }
    double[] x = withOne(tag);
    if (weights == null) {
      weights = new double[x.length];
      inverse = new double[x.length][x.length];
      for (int i = 0; i < x.length; i++) {
        inverse[i][i] = 1 / RIDGE;
      }
    }
    double[] gain = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      gain[i] = product(inverse[i], x);
    }
    double divisor = 1 + product(gain, x);
    double error = value - mean - product(weights, x);
    for (int i = 0; i < x.length; i++) {
      weights[i] += gain[i] / divisor * error;
      for (int j = 0; j < x.length; j++) {
        inverse[i][j] -= gain[i] * gain[j] / divisor;
      }
    }
  }

  private static double[] withOne(float[] tag) {
    double[] x = new double[tag.length + 1];
    for (int i = 0; i < tag.length; i++) {
      x[i] = tag[i];
    }
    x[tag.length] = 1;
    return x;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
