package org.streamrecall.tests.events;

import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.label.LabelledScores;
import org.streamrecall.model.Status;

/**
 * How the untrained default does on {@link RegimeStream}s, key by key, each event judged before it
 * is learned.
 *
 * @param rmse of what was foretold
 * @param oracle the same of who knows the regime and its slopes
 * @param runningMean the same of the key's running mean
 * @param coverage of the stated 90 % interval, over all
 * @param keysCovered share of keys whose own coverage is 85 to 95 %
 * @param auc of the surprise, for injected anomalies; NaN without any
 * @param globalAuc of the distance to the mean of all values
 */
public record RegimeFigures(
    double rmse,
    double oracle,
    double runningMean,
    double coverage,
    double keysCovered,
    double auc,
    double globalAuc) {
  /**
   * @param keys number of streams
   * @param events of each
   * @param from first event of each that is scored
   * @param anomalies share of events that are anomalies
   */
  public static RegimeFigures of(
      EventMemory memory, long seed, int keys, int events, int from, double anomalies) {
    double squares = 0;
    double least = 0;
    double running = 0;
    long scored = 0;
    long covered = 0;
    int good = 0;
    LabelledScores auc = new LabelledScores();
    LabelledScores global = new LabelledScores();
    for (int key = 0; key < keys; key++) {
      memory.forget();
      RegimeStream stream = new RegimeStream(seed, key, anomalies);
      double sum = 0;
      int within = 0;
      for (int i = 0; i < events; i++) {
        RegimeStream.Sample s = stream.next();
        Judgement judgement = memory.tell(RegimeEvents.event(key, i, s));
        if (i >= from && judgement.answer().status() == Status.OK) {
          squares += square(judgement.answer().value()[0] - s.value());
          least += square(s.expected() - s.value());
          running += square(sum / i - s.value());
          double[] bounds = judgement.answer().interval()[0];
          within += s.value() >= bounds[0] && s.value() <= bounds[1] ? 1 : 0;
          auc.add(judgement.surprise(), s.anomaly());
          global.add(Math.abs(s.value()), s.anomaly()); // all values together have mean 0
          scored++;
        }
        sum += s.value();
      }
      double share = within / (double) (events - from);
      covered += within;
      good += share >= 0.85 && share <= 0.95 ? 1 : 0;
    }
    return new RegimeFigures(
        Math.sqrt(squares / scored),
        Math.sqrt(least / scored),
        Math.sqrt(running / scored),
        (double) covered / scored,
        (double) good / keys,
        anomalies == 0 ? Double.NaN : auc.auc(),
        anomalies == 0 ? Double.NaN : global.auc());
  }

  private static double square(double x) {
    return x * x;
  }
}
