package org.streamrecall.flink.operator;

import org.streamrecall.flink.Ask;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;

/** Answers on their way out. */
public final class Predictions {
  private Predictions() {}

  /**
   * @throws Refusal if a number of the answer is not finite
   */
  public static Prediction of(Ask ask, Answer answer, RecallModel model) throws Refusal {
    for (double value : answer.value()) {
      if (!Double.isFinite(value)) {
        throw new Refusal(
            "the answer is not finite; ask with smaller numbers, or train with tags and contents of"
                + " a common size");
      }
    }
    return new Prediction(ask.id(), ask.context(), ask.time(), answer, model.id(), ask.replyTo());
  }
}
