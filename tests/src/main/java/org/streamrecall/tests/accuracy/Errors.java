package org.streamrecall.tests.accuracy;

import java.util.Arrays;

/** Distances between answers and the exact ones, and what is said of them. */
final class Errors {
  private Errors() {}

  /**
   * @param exact (queries, valueDims)
   * @param answers (queries, valueDims)
   * @param spread the unit
   * @return (queries)
   */
  static double[] of(double[][] exact, double[][] answers, double spread) {
    double[] errors = new double[exact.length];
    for (int q = 0; q < errors.length; q++) {
      double square = 0;
      for (int k = 0; k < exact[q].length; k++) {
        double step = answers[q][k] - exact[q][k];
        square += step * step;
      }
      errors[q] = Math.sqrt(square) / spread;
    }
    return errors;
  }

  /** Linear between order statistics, as numpy's; NaN if a value is. */
  static double quantile(double[] values, double p) {
    double[] sorted = values.clone();
    Arrays.sort(sorted); // NaN goes last
    if (Double.isNaN(sorted[sorted.length - 1])) {
      return Double.NaN;
    }
    double at = p * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** Share of queries whose answer has the largest product with the same landmark. */
  static double recall(double[][] exact, double[][] answers, double[][] landmarks) {
    int same = 0;
    for (int q = 0; q < exact.length; q++) {
      same += nearest(exact[q], landmarks) == nearest(answers[q], landmarks) ? 1 : 0;
    }
    return (double) same / exact.length;
  }

  /** Share of errors within their bounds; NaN if a bound is. */
  static double coverage(double[] errors, double[] bounds) {
    int within = 0;
    for (int q = 0; q < errors.length; q++) {
      if (Double.isNaN(bounds[q])) {
        return Double.NaN;
      }
      within += errors[q] <= bounds[q] ? 1 : 0;
    }
    return (double) within / errors.length;
  }

  private static int nearest(double[] answer, double[][] landmarks) {
    int nearest = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < landmarks.length; i++) {
      double product = 0;
      for (int k = 0; k < answer.length; k++) {
        product += answer[k] * landmarks[i][k];
      }
      if (product > most) {
        most = product;
        nearest = i;
      }
    }
    return nearest;
  }
}
