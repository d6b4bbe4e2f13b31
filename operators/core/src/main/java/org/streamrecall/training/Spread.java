package org.streamrecall.training;

/** Mean and deviation of each number of a row, row by row. */
final class Spread {
  /** A field that varies less than this part of its own size counts as constant. */
  private static final double CONSTANT = 1e-9;

  private final double[] mean;
  private final double[] squares; // about the mean
  private long rows;

  Spread(int numbers) {
    mean = new double[numbers];
    squares = new double[numbers];
  }

  void add(float[] row) {
    rows++;
    for (int i = 0; i < mean.length; i++) {
      double away = row[i] - mean[i];
      mean[i] += away / rows;
      squares[i] += away * (row[i] - mean[i]);
    }
  }

  double[] mean() {
    return mean.clone();
  }

  /** The deviation of each, 1 for a constant. */
  double[] deviation() {
    double[] deviation = new double[mean.length];
    for (int i = 0; i < deviation.length; i++) {
      double spread = Math.sqrt(squares[i] / Math.max(1, rows));
      deviation[i] = spread <= CONSTANT * Math.abs(mean[i]) ? 1 : spread;
    }
    return deviation;
  }
}
