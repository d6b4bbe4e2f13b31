package org.streamrecall.tests.streams;

import java.util.EnumMap;
import java.util.Map;
import org.streamrecall.tests.streams.Baselines.Method;

/**
 * What was foretold of one key at one horizon, scored on the second half of what was asked.
 *
 * @param rmse of each baseline
 * @param ours RMSE of the memory's; NaN where it was refused
 * @param trained of the memory's with a model of other keys; NaN where there is none
 * @param events scored
 * @param covered of them, by the memory's interval
 * @param winkler mean score of the memory's intervals
 * @param winklerLast of conformal ones about the last value
 * @param winklerRidge about the line that forgets nothing
 */
record KeyScore(
    Map<Method, Double> rmse,
    double ours,
    double trained,
    int events,
    int covered,
    double winkler,
    double winklerLast,
    double winklerRidge) {
  /** Below it a stream that never changes would be divided by. */
  private static final double LEAST = 1e-12;

  /**
   * @param horizon its place among the set's
   * @param foretold by the memory, or null where it was refused
   * @param trained the same with a model of other keys, or null
   */
  static KeyScore of(
      Series series,
      StreamSet set,
      Protocol protocol,
      int horizon,
      Map<Method, double[][]> baselines,
      Foretold foretold,
      Foretold trained) {
    int ahead = set.horizons().get(horizon);
    double[] truths = new double[protocol.asked()];
    for (int i = 0; i < truths.length; i++) {
      truths[i] = series.values()[protocol.first() + i + ahead];
    }
    int from = protocol.scored() - protocol.first();
    Map<Method, Double> rmse = new EnumMap<>(Method.class);
    baselines.forEach((method, said) -> rmse.put(method, rmse(said[horizon], truths, from)));
    int covered = 0;
    double winkler = foretold == null ? Double.NaN : 0;
    for (int i = from; foretold != null && i < truths.length; i++) {
      double[] interval = foretold.intervals()[horizon][i];
      covered += interval[0] <= truths[i] && truths[i] <= interval[1] ? 1 : 0;
      winkler += Intervals.winkler(interval[0], interval[1], truths[i]);
    }
    int delay = Math.max(1, ahead);
    return new KeyScore(
        rmse,
        foretold == null ? Double.NaN : rmse(foretold.values()[horizon], truths, from),
        trained == null ? Double.NaN : rmse(trained.values()[horizon], truths, from),
        truths.length - from,
        covered,
        winkler / (truths.length - from),
        Intervals.conformal(baselines.get(Method.LAST)[horizon], truths, from, delay),
        Intervals.conformal(baselines.get(Method.RIDGE)[horizon], truths, from, delay));
  }

  private static double rmse(double[] said, double[] truths, int from) {
    double sum = 0;
    for (int i = from; i < truths.length; i++) {
      sum += (said[i] - truths[i]) * (said[i] - truths[i]);
    }
    return Math.sqrt(sum / (truths.length - from)) + LEAST;
  }

  /** A baseline's RMSE over that of the last value; NaN if it says nothing of this key. */
  double ratio(Method method) {
    return rmse.containsKey(method) ? rmse.get(method) / rmse.get(Method.LAST) : Double.NaN;
  }

  double oursRatio() {
    return ours / rmse.get(Method.LAST);
  }

  double trainedRatio() {
    return trained / rmse.get(Method.LAST);
  }
}
