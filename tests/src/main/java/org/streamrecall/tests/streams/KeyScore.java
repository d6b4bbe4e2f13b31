package org.streamrecall.tests.streams;

import java.util.EnumMap;
import java.util.Map;
import org.streamrecall.tests.streams.Baselines.Method;

/**
 * What was foretold of one key at one horizon, scored on the second half of what was asked.
 *
 * @param rmse of each baseline
 * @param ours RMSE of the memory's
 * @param events scored
 * @param covered of them, by the memory's interval
 * @param winkler mean score of the memory's intervals
 * @param winklerLast of conformal ones about the last value
 * @param winklerRidge about the line that forgets nothing
 */
record KeyScore(
    Map<Method, Double> rmse,
    double ours,
    int events,
    int covered,
    double winkler,
    double winklerLast,
    double winklerRidge) {
  /** Below it a stream that never changes would be divided by. */
  private static final double LEAST = 1e-12;

  static KeyScore of(
      Series series,
      StreamSet set,
      Protocol protocol,
      int horizon,
      Map<Method, double[][]> baselines,
      Foretold foretold) {
    int ahead = set.horizons().get(horizon);
    double[] truths = new double[protocol.end() - protocol.first()];
    for (int i = 0; i < truths.length; i++) {
      truths[i] = series.values()[protocol.first() + i + ahead];
    }
    int from = protocol.scored() - protocol.first();
    Map<Method, Double> rmse = new EnumMap<>(Method.class);
    baselines.forEach((method, said) -> rmse.put(method, rmse(said[horizon], truths, from)));
    int covered = 0;
    double winkler = 0;
    for (int i = from; i < truths.length; i++) {
      double[] interval = foretold.intervals()[horizon][i];
      covered += interval[0] <= truths[i] && truths[i] <= interval[1] ? 1 : 0;
      winkler += Intervals.winkler(interval[0], interval[1], truths[i]);
    }
    return new KeyScore(
        rmse,
        rmse(foretold.values()[horizon], truths, from),
        truths.length - from,
        covered,
        winkler / (truths.length - from),
        Intervals.conformal(baselines.get(Method.LAST)[horizon], truths, from, ahead),
        Intervals.conformal(baselines.get(Method.RIDGE)[horizon], truths, from, ahead));
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

  double ratio() {
    return ours / rmse.get(Method.LAST);
  }
}
