package org.streamrecall.examples;

import java.util.Locale;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.streamrecall.flink.Answered;
import org.streamrecall.model.Bounds;
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
    Bounds usual = answered.interval("amount").orElse(null); // as .predict(..) has it
    if (usual == null || answered.status() != Status.OK || !(answered.surprise() >= threshold)) {
      return; // also of a card's first event, of which nothing was foretold
    }
    Payment payment = answered.event();
    alerts.collect(
        String.format(
            Locale.ROOT,
            "%s %s: %.2f at %s, where %.2f to %.2f is usual",
            payment.at,
            payment.card,
            payment.amount,
            payment.merchant,
            usual.low(),
            usual.high()));
  }
}
