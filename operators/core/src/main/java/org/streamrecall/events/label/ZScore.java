package org.streamrecall.events.label;

/**
 * How far a value is from the mean of the last ones, in their standard deviations. A window in
 * which next to nothing moved would make any motion odd: {@value #LEAST} of the deviation of all
 * values so far counts at least.
 *
 * @param window values
 */
public record ZScore(int window) implements Detector {
  /** Values without which a deviation says too little. */
  private static final int FEWEST = 5;

  private static final double LEAST = 0.3;

  @Override
  public double[] scores(double[] values) {
    double[] scores = new double[values.length];
    double mean = 0; // of all so far
    double squares = 0; // of departures from it, their sum
    for (int i = 0; i < values.length; i++) {
      double least = LEAST * Math.sqrt(squares / Math.max(1, i));
      scores[i] = i < FEWEST ? Double.NaN : score(values, i, least);
      double away = values[i] - mean;
      mean += away / (i + 1);
      squares += away * (values[i] - mean);
    }
    return scores;
  }

  private double score(double[] values, int at, double least) {
    int from = Math.max(0, at - window);
    double mean = 0;
    for (int i = from; i < at; i++) {
      mean += values[i] / (at - from);
    }
    double square = 0;
    for (int i = from; i < at; i++) {
      square += (values[i] - mean) * (values[i] - mean) / (at - from);
    }
    return Spread.times(values[at] - mean, Math.max(least, Math.sqrt(square)));
  }
}
