package org.streamrecall.tests.streams;

import java.util.Arrays;

/**
 * What the baselines see of each event: the value and its last five, that of a season ago, the
 * clock. Lags stand in units of a key's first events, the clock on circles.
 */
final class Features {
  static final int LAGS = 6;
  private static final double FLAT = 1e-9;
  private static final double DAY = 86_400_000;
  private static final double WEEK = 7 * DAY;

  final double[][] lags; // (events, lags), departures over deviations
  final double[][] clock; // (events, clock)
  private final int first;

  Features(Series series, StreamSet set, Protocol protocol) {
    first = protocol.first();
    int n = series.length();
    int[] back = new int[LAGS + (protocol.season() > 0 ? 1 : 0)];
    for (int l = 0; l < back.length; l++) {
      back[l] = l < LAGS ? l : protocol.season() - 1;
    }
    lags = new double[n][back.length];
    clock = new double[n][];
    for (int i = 0; i < n; i++) {
      for (int l = 0; l < back.length; l++) {
        lags[i][l] = series.ago(i, back[l]);
      }
      clock[i] = clock(series.times()[i], set);
    }
    for (int l = 0; l < back.length; l++) {
      standardise(l);
    }
  }

  private void standardise(int lag) {
    double[] seen = Arrays.stream(lags).limit(first).mapToDouble(row -> row[lag]).toArray();
    double mean = Arrays.stream(seen).average().orElse(0);
    double deviation = deviation(seen, mean);
    double unit = deviation > FLAT ? deviation : Math.abs(mean) + FLAT;
    for (double[] row : lags) {
      row[lag] = (row[lag] - mean) / unit;
    }
  }

  static double deviation(double[] values, double mean) {
    return Math.sqrt(Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(0));
  }

  private static double[] clock(long time, StreamSet set) {
    double[] clock = new double[(set.hasDays() ? 2 : 0) + (set.hasWeeks() ? 2 : 0)];
    int at = 0;
    if (set.hasDays()) {
      at = circle(time, DAY, clock, at);
    }
    if (set.hasWeeks()) {
      circle(time, WEEK, clock, at);
    }
    return clock;
  }

  private static int circle(long time, double period, double[] clock, int at) {
    double turn = 2 * Math.PI * (time - period * Math.floor(time / period)) / period;
    clock[at] = Math.sin(turn);
    clock[at + 1] = Math.cos(turn);
    return at + 2;
  }

  /** One column of the lags, (events). */
  double[] lag(int column) {
    return Arrays.stream(lags).mapToDouble(row -> row[column]).toArray();
  }
}
