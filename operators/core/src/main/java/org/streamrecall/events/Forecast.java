package org.streamrecall.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * One key's way of foretelling numbers, to be held against others: it says what comes of an event,
 * and is then shown the event.
 */
public interface Forecast {
  /**
   * What the targets of an event will be, in the user's units, from what was shown before; then the
   * event is known.
   *
   * @param event whose own targets are not to be looked at before it has been foretold
   * @param tag its mapped tag
   * @return (targets), NaN where nothing can be said
   */
  double[] next(Event event, float[] tag);

  /** What most users have today, by name: last value, means, ridge regression, neighbours. */
  static List<Forecast> baselines(EventSchema schema) {
    List<Forecast> all = new ArrayList<>();
    for (Baseline kind : Baseline.values()) {
      if (kind != Baseline.SEASON || schema.base().kind() == Base.Kind.SEASON) {
        all.add(of(schema, kind));
      }
    }
    return all;
  }

  /** Names of {@link #baselines}, in their order. */
  static List<String> names(EventSchema schema) {
    List<String> names = new ArrayList<>();
    for (Baseline kind : Baseline.values()) {
      if (kind != Baseline.SEASON || schema.base().kind() == Base.Kind.SEASON) {
        names.add(kind.title());
      }
    }
    return names;
  }

  private static Forecast of(EventSchema schema, Baseline kind) {
    List<Series> series = new ArrayList<>();
    EventFields fields = EventFields.of(schema);
    for (Target target : schema.predict()) {
      series.add(kind.series(target, fields, schema.base().period()));
    }
    return (event, tag) -> {
      double[] foretold = new double[series.size()];
      for (int t = 0; t < foretold.length; t++) {
        foretold[t] = series.get(t).next(event, tag);
      }
      return foretold;
    };
  }

  /** One target of one key: values as they become known, and the moments that wait for them. */
  final class Series {
    private final int field;
    private final int horizon;
    private final Baseline.Method method;
    private final ArrayDeque<float[]> waiting = new ArrayDeque<>();

    Series(int field, int horizon, Baseline.Method method) {
      this.field = field;
      this.horizon = horizon;
      this.method = method;
    }

    double next(Event event, float[] tag) {
      double value = event.numbers()[field];
      if (horizon > 0) {
        learn(value);
        waiting.add(tag);
        return method.foretell(tag);
      }
      double foretold = method.foretell(tag);
      waiting.add(tag);
      learn(value);
      return foretold;
    }

    private void learn(double value) {
      float[] then = waiting.size() > horizon - (horizon > 0 ? 1 : 0) ? waiting.remove() : null;
      if (!Double.isNaN(value)) {
        method.learn(then, value);
      }
    }
  }
}
