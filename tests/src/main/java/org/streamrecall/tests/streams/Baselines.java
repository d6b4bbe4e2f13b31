package org.streamrecall.tests.streams;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What simple methods foretell of one key, each event before it is learned; a change is learned
 * once the farthest value of its event is known. Nobody speaks beyond six of the fading deviations
 * of the change, but the nearest.
 */
final class Baselines {
  /** By their names in the results. */
  enum Method {
    LAST,
    SEASON,
    MEAN,
    RIDGE,
    RIDGE_FADING,
    NEAREST
  }

  private static final double FADING = 0.998;
  private static final double LARGEST = 20; // of a lag, in its unit
  private static final double BOUND = 6;
  private static final int NEIGHBOURS = 10;
  private static final double CLOCK = 1.5; // how much it counts beside the lags

  private final Series series;
  private final StreamSet set;
  private final Protocol protocol;
  private final Features features;
  private final double[][] changes; // (horizons, events), in units of the first events'
  private final double[] units; // (horizons)
  private final double[][] limits; // (horizons, events)

  Baselines(Series series, StreamSet set, Protocol protocol) {
    this.series = series;
    this.set = set;
    this.protocol = protocol;
    features = new Features(series, set, protocol);
    int n = series.length();
    int horizons = set.horizons().size();
    changes = new double[horizons][n];
    units = new double[horizons];
    limits = new double[horizons][];
    for (int h = 0; h < horizons; h++) {
      int ahead = set.horizons().get(h);
      for (int i = 0; i + ahead < n; i++) {
        changes[h][i] = series.values()[i + ahead] - series.values()[i];
      }
      double[] first = Arrays.copyOf(changes[h], protocol.first());
      double mean = Arrays.stream(first).average().orElse(0);
      units[h] = Features.deviation(first, mean) + 1e-9;
      for (int i = 0; i < n; i++) {
        changes[h][i] /= units[h];
      }
      limits[h] = Deviations.of(changes[h], protocol.first());
    }
  }

  /** What each foretells at the events that are asked at, (horizons, asked); season may be none. */
  Map<Method, double[][]> foretell() {
    Map<Method, double[][]> all = new EnumMap<>(Method.class);
    all.put(Method.LAST, asked((h, i) -> 0));
    double[] means = means();
    all.put(Method.MEAN, asked((h, i) -> means[i] - series.values()[i]));
    if (protocol.season() > 0) {
      all.put(Method.SEASON, asked((h, i) -> seasonAgo(i, h) - series.values()[i]));
    }
    all.put(Method.RIDGE, line(1));
    all.put(Method.RIDGE_FADING, line(FADING));
    all.put(Method.NEAREST, nearest());
    return all;
  }

  private interface Change {
    double of(int horizon, int event);
  }

  private double[][] asked(Change change) {
    double[][] out = new double[units.length][protocol.end() - protocol.first()];
    for (int h = 0; h < out.length; h++) {
      for (int i = protocol.first(); i < protocol.end(); i++) {
        int known = Math.max(i - set.farthest(), 0);
        double limit = BOUND * units[h] * limits[h][known] + 1e-12;
        double bounded = Math.max(-limit, Math.min(limit, change.of(h, i)));
        out[h][i - protocol.first()] = series.values()[i] + bounded;
      }
    }
    return out;
  }

  private double[] means() {
    double[] means = new double[series.length()];
    double sum = 0;
    for (int i = 0; i < means.length; i++) {
      sum += series.values()[i];
      means[i] = sum / (i + 1);
    }
    return means;
  }

  private double seasonAgo(int event, int horizon) {
    int ahead = set.horizons().get(horizon);
    int seasons = (ahead + protocol.season() - 1) / protocol.season();
    return series.ago(event + ahead, seasons * protocol.season());
  }

  private double[][] line(double forgetting) {
    int n = series.length();
    double[][] said = new double[units.length][n];
    double[][] inputs = new double[n][];
    for (int i = 0; i < n; i++) {
      inputs[i] = inputs(i);
    }
    RecursiveLine line = new RecursiveLine(inputs[0].length, units.length, forgetting);
    double[] known = new double[units.length];
    for (int i = 0; i < n; i++) {
      int old = i - set.farthest();
      if (old >= 0) {
        for (int h = 0; h < known.length; h++) {
          known[h] = changes[h][old];
        }
        line.learn(inputs[old], known);
      }
      for (int h = 0; h < known.length; h++) {
        said[h][i] = units[h] * line.foretell(inputs[i], h);
      }
    }
    return asked((h, i) -> said[h][i]);
  }

  private double[] inputs(int event) {
    double[] lags = features.lags[event];
    double[] clock = features.clock[event];
    double[] x = new double[lags.length + clock.length + 1];
    for (int l = 0; l < lags.length; l++) {
      x[l] = Math.max(-LARGEST, Math.min(LARGEST, lags[l]));
    }
    System.arraycopy(clock, 0, x, lags.length, clock.length);
    x[x.length - 1] = 1;
    return x;
  }

  /** The mean change after the ten events most like this one; scored events only, it is slow. */
  private double[][] nearest() {
    double[][] points = points();
    double[][] out = new double[units.length][protocol.end() - protocol.first()];
    for (double[] row : out) {
      Arrays.fill(row, Double.NaN);
    }
    for (int i = protocol.scored(); i < protocol.end(); i++) {
      int[] nearest = Neighbours.of(points, i, i - set.farthest() + 1, NEIGHBOURS);
      for (int h = 0; h < out.length; h++) {
        double sum = 0;
        for (int neighbour : nearest) {
          sum += changes[h][neighbour];
        }
        double change = units[h] * sum / nearest.length;
        out[h][i - protocol.first()] = series.values()[i] + change;
      }
    }
    return out;
  }

  private double[][] points() {
    int clock = features.clock[0].length;
    double[][] points = new double[series.length()][Features.LAGS + clock];
    for (int l = 0; l < Features.LAGS; l++) {
      double unit = Deviations.of(features.lag(l), protocol.first())[protocol.scored()];
      for (int i = 0; i < points.length; i++) {
        points[i][l] = features.lags[i][l] / unit;
      }
    }
    for (int i = 0; i < points.length; i++) {
      for (int c = 0; c < clock; c++) {
        points[i][Features.LAGS + c] = CLOCK * features.clock[i][c];
      }
    }
    return points;
  }
}
