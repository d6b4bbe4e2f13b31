package org.streamrecall.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.TargetTruth;

/** After how many events of a key what is foretold comes back, if it does. */
public final class Seasons {
  private static final int LONGEST = 400;

  /** Of autocorrelation: with less, a season says little. */
  private static final double LEAST = 0.3;

  /** Of the highest peak: a season's multiples are as high, and the first is meant. */
  private static final double NEARLY = 0.95;

  private Seasons() {}

  /**
   * The season of events in the order of their file.
   *
   * @return 0 if there is none, or a category is foretold
   */
  public static int period(EventSchema schema, List<Event> events) {
    if (schema.isCategory()) {
      return 0;
    }
    Map<String, List<Event>> keys = new LinkedHashMap<>();
    events.forEach(event -> keys.computeIfAbsent(event.key(), k -> new ArrayList<>()).add(event));
    return period(schema, List.copyOf(keys.values()), LONGEST);
  }

  /**
   * The first lag that is nearly the highest peak of the autocorrelation of the first target, all
   * keys together.
   *
   * @param keys events of each, in order
   * @param longest period that is looked for
   * @return 0 if there is none
   */
  static int period(EventSchema schema, List<List<Event>> keys, int longest) {
    int most = Math.min(LONGEST, longest);
    double[] products = new double[most + 2];
    double[] sizes = new double[most + 2]; // what a product would be, were the values the same
    for (List<Event> key : keys) {
      add(centred(schema, key), products, sizes);
    }
    double[] correlation = new double[most + 2];
    for (int lag = 1; lag < correlation.length; lag++) {
      correlation[lag] = sizes[lag] == 0 ? 0 : products[lag] / sizes[lag];
    }
    double highest = LEAST;
    for (int lag = 2; lag <= most; lag++) {
      highest = isPeak(correlation, lag) ? Math.max(highest, correlation[lag]) : highest;
    }
    for (int lag = 2; lag <= most; lag++) {
      if (isPeak(correlation, lag) && correlation[lag] > NEARLY * highest) {
        return lag;
      }
    }
    return 0;
  }

  private static boolean isPeak(double[] correlation, int lag) {
    return correlation[lag] > LEAST
        && correlation[lag] > correlation[lag - 1]
        && correlation[lag] >= correlation[lag + 1];
  }

  /** Missing values at the mean, 0. */
  private static double[] centred(EventSchema schema, List<Event> key) {
    Target target = schema.predict().get(0);
    TargetTruth truth = new TargetTruth(schema, target);
    double[] values = new double[key.size()];
    double mean = 0;
    int known = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = target.scale(truth.next(key.get(i)));
      mean += Double.isNaN(values[i]) ? 0 : values[i];
      known += Double.isNaN(values[i]) ? 0 : 1;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(values[i]) ? 0 : values[i] - mean / known;
    }
    return values;
  }

  /** A key counts by its length, not by the size of its values; a lag needs three of it. */
  private static void add(double[] values, double[] products, double[] sizes) {
    double square = 0;
    for (double x : values) {
      square += x * x / values.length;
    }
    for (int lag = 1; square > 0 && lag < products.length && 3 * lag <= values.length; lag++) {
      for (int i = lag; i < values.length; i++) {
        products[lag] += values[i] * values[i - lag] / square;
      }
      sizes[lag] += values.length - lag;
    }
  }
}
