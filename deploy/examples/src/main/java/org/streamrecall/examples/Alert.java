package org.streamrecall.examples;

import java.util.Locale;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.streamrecall.flink.Answered;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Status;

/** Says in a line which payments are like almost none that followed moments like theirs. */
public class Alert extends ProcessFunction<Answered<Payment>, String> {
  private static final long serialVersionUID = 1;

  private final double threshold;

  /**
   * @param threshold of the surprise, in [0,1]: .99 rings for about one payment in a hundred of a
   *     card whose past is known
   */
  public Alert(double threshold) {
    this.threshold = threshold;
  }

  @Override
  public void processElement(
      Answered<Payment> answered, Context context, Collector<String> alerts) {
    Answer answer = answered.prediction().answer();
    if (answer.status() != Status.OK || !(answered.surprise() >= threshold)) {
      return; // also where nothing was foretold, and the surprise is NaN
    }
    Payment payment = answered.event();
    double[] usual = answer.interval()[0]; // of the first of .predict(..)
    alerts.collect(
        String.format(
            Locale.ROOT,
            "%s %s: %.2f at %s, where %.2f to %.2f is usual",
            payment.at,
            payment.card,
            payment.amount,
            payment.merchant,
            usual[0],
            usual[1]));
  }
}
