package org.streamrecall.tests.theory;

/**
 * A line by least squares, y = a + b x.
 *
 * @param a where x is 0
 * @param b slope
 * @param r2 part of the variance of y that it explains
 */
record LineFit(double a, double b, double r2) {
  /** NaN throughout where x or y do not vary. */
  static LineFit of(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    double slope = xx > 0 ? xy / xx : Double.NaN;
    return new LineFit(meanY - slope * meanX, slope, yy > 0 ? slope * xy / yy : Double.NaN);
  }

  /** Its value at a place. */
  double at(double x) {
    return a + b * x;
  }

  private static double mean(double[] of) {
    double sum = 0;
    for (double x : of) {
      sum += x;
    }
    return sum / of.length;
  }
}
