package org.streamrecall.tests.streams;

import java.util.Arrays;
import org.streamrecall.measure.Atom;

/**
 * What the baselines see of each event: the last six values that are known, that of a season ago,
 * the clock, and the other fields where all are shown. Lags stand in units of a key's first events,
 * the clock on circles.
 */
final class Features {
  static final int LAGS = 6;
  private static final double FLAT = 1e-9;
  private static final double DAY = 86_400_000;
  private static final double WEEK = 7 * DAY;

  final double[][] lags; // (events, lags), departures over deviations
  final double[][] clock; // (events, clock)
  final OtherFields others;
  private final int first;

  Features(Series series, Reading reading, Protocol protocol) {
    StreamSet set = reading.set();
    first = protocol.first();
    int n = series.length();
    int now = set.isWithin() ? 1 : 0; // events back to the newest value that is known
    int[] back = new int[LAGS + (protocol.season() > 0 ? 1 : 0)];
    for (int l = 0; l < back.length; l++) {
      back[l] = (l < LAGS ? l : protocol.season() - 1) + now;
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
    others = new OtherFields(series, reading.numbers(), reading.names(), first);
  }

  private void standardise(int lag) {
    double[] seen = Arrays.stream(lags).limit(first).mapToDouble(row -> row[lag]).toArray();
    double mean = Arrays.stream(seen).average().orElse(0);
    double unit = unit(seen, mean);
    for (double[] row : lags) {
      row[lag] = (row[lag] - mean) / unit;
    }
  }

  /** The deviation of values, or the size of their mean where they do not vary. */
  static double unit(double[] values, double mean) {
    double deviation = deviation(values, mean);
    return deviation > FLAT ? deviation : Math.abs(mean) + FLAT;
  }

  static double deviation(double[] values, double mean) {
    return Math.sqrt(Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(0));
  }

  /** Sine and cosine of the day and of the week, as far as they are told; 0 where no time is. */
  static double[] clock(long time, StreamSet set) {
    double[] clock = new double[(set.hasDays() ? 2 : 0) + (set.hasWeeks() ? 2 : 0)];
    if (time == Atom.NO_TIME) {
      return clock;
    }
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

  /** One column, (events). */
  static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }
}
