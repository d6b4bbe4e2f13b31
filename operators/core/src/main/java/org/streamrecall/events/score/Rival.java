package org.streamrecall.events.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.EventSchema;

/**
 * A baseline at work on one key: it says what comes of an event, and is then shown the event. Of
 * each target it has the values as they become known, and the moments that wait for them.
 */
final class Rival {
  private final List<Series> series = new ArrayList<>();

  Rival(Baseline baseline, EventSchema schema, int period) {
    for (Target target : schema.predict()) {
      Baseline.Method method = baseline.method(target.horizon(), period);
      series.add(new Series(target.horizon(), method));
    }
  }

  /**
   * What the targets of an event will be, from what was shown before; then the event is known.
   *
   * @param values (targets) of the event, a category's being its slot; NaN where missing. Those of
   *     the event itself are not looked at before they have been foretold
   * @param tag the event's mapped tag
   * @return (targets), each as {@link Baseline.Method#foretell} gives it
   */
  double[][] next(double[] values, float[] tag) {
    double[][] foretold = new double[values.length][];
    for (int t = 0; t < foretold.length; t++) {
      foretold[t] = series.get(t).next(values[t], tag);
    }
    return foretold;
  }

  private static final class Series {
    private final int horizon;
    private final Baseline.Method method;
    private final ArrayDeque<float[]> waiting = new ArrayDeque<>();

    Series(int horizon, Baseline.Method method) {
      this.horizon = horizon;
      this.method = method;
    }

    double[] next(double value, float[] tag) {
      if (horizon > 0) {
        learn(value);
        waiting.add(tag);
        return method.foretell(tag);
      }
      double[] foretold = method.foretell(tag);
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
