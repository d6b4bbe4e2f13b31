package org.streamrecall.events.label;

/**
 * How far a value is from the one before, in what the key's changes have been so far on the mean:
 * so that one threshold serves keys of any unit.
 */
public final class LastError implements Detector {
  @Override
  public double[] scores(double[] values) {
    double[] scores = new double[values.length];
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      double change = i == 0 ? 0 : Math.abs(values[i] - values[i - 1]);
      scores[i] = i < 2 ? Double.NaN : Spread.times(change, mean);
      mean += i == 0 ? 0 : (change - mean) / i;
    }
    return scores;
  }
}
