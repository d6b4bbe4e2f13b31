package org.streamrecall.tests.streams;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What simple methods foretell of one key, each event before it is learned; a change from the last
 * value is learned once the farthest value of its event is known. Nobody speaks beyond six of the
 * fading deviations of the change, but the nearest. Those foretell a change too, but a field of the
 * event itself as it is.
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

  private final Series series;
  private final StreamSet set;
  private final Protocol protocol;
  private final Features features;
  private final double[][] changes; // (horizons, events), in units of the first events'
  private final double[] units; // (horizons)
  private final double[][] limits; // (horizons, events)

  Baselines(Series series, Reading reading, Protocol protocol) {
    this.series = series;
    set = reading.set();
    this.protocol = protocol;
    features = new Features(series, reading, protocol);
    int n = series.length();
    int horizons = set.horizons().size();
    changes = new double[horizons][n];
    units = new double[horizons];
    limits = new double[horizons][];
    for (int h = 0; h < horizons; h++) {
      int ahead = set.horizons().get(h);
      for (int i = 0; i + ahead < n; i++) {
        changes[h][i] = series.values()[i + ahead] - last(i);
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
    all.put(Method.MEAN, asked((h, i) -> means[known(i)] - last(i)));
    if (protocol.season() > 0) {
      all.put(Method.SEASON, asked((h, i) -> seasonAgo(i, h) - last(i)));
    }
    all.put(Method.RIDGE, line(1));
    all.put(Method.RIDGE_FADING, line(FADING));
    all.put(Method.NEAREST, nearest());
    return all;
  }

  /** The newest event whose value is known when this one is asked at. */
  private int known(int event) {
    return Math.max(set.isWithin() ? event - 1 : event, 0);
  }

  private double last(int event) {
    return series.values()[known(event)];
  }

  private interface Change {
    double of(int horizon, int event);
  }

  private double[][] asked(Change change) {
    double[][] out = new double[units.length][protocol.asked()];
    for (int h = 0; h < out.length; h++) {
      for (int i = protocol.first(); i < protocol.end(); i++) {
        int resolved = Math.max(i - set.delay(), 0);
        double limit = BOUND * units[h] * limits[h][resolved] + 1e-12;
        double bounded = Math.max(-limit, Math.min(limit, change.of(h, i)));
        out[h][i - protocol.first()] = last(i) + bounded;
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
    int seasons = Math.max(1, (ahead + protocol.season() - 1) / protocol.season());
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
      int old = i - set.delay();
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
    double[] numbers = features.others.numbers[event];
    double[] names = features.others.names[event];
    double[] lags = features.lags[event];
    double[] clock = features.clock[event];
    double[] x = new double[lags.length + numbers.length + names.length + clock.length + 1];
    int at = bounded(lags, x, 0);
    at = bounded(numbers, x, at);
    System.arraycopy(names, 0, x, at, names.length);
    System.arraycopy(clock, 0, x, at + names.length, clock.length);
    x[x.length - 1] = 1;
    return x;
  }

  private static int bounded(double[] numbers, double[] x, int at) {
    for (int i = 0; i < numbers.length; i++) {
      x[at + i] = Math.max(-LARGEST, Math.min(LARGEST, numbers[i]));
    }
    return at + numbers.length;
  }

  /** The mean of what came of the ten events most like this one; scored events only, it is slow. */
  private double[][] nearest() {
    double[][] points = points();
    double[][] out = new double[units.length][protocol.asked()];
    for (double[] row : out) {
      Arrays.fill(row, Double.NaN);
    }
    for (int i = protocol.scored(); i < protocol.end(); i++) {
      int[] nearest = Neighbours.of(points, i, i - set.delay() + 1, NEIGHBOURS);
      for (int h = 0; h < out.length; h++) {
        double sum = 0;
        for (int neighbour : nearest) {
          sum += set.isWithin() ? series.values()[neighbour] : changes[h][neighbour];
        }
        double mean = nearest.length == 0 ? 0 : sum / nearest.length;
        boolean asItIs = set.isWithin() && nearest.length > 0;
        out[h][i - protocol.first()] = asItIs ? mean : last(i) + units[h] * mean;
      }
    }
    return out;
  }

  /** The lags without that of a season ago. */
  private double[][] points() {
    double[][] lags =
        Arrays.stream(features.lags)
            .map(row -> Arrays.copyOf(row, Features.LAGS))
            .toArray(double[][]::new);
    return Points.of(
        Points.beside(lags, features.others.numbers),
        features.others.names,
        features.clock,
        protocol.first(),
        protocol.scored());
  }
}
