package org.streamrecall.flink;

import org.streamrecall.model.Answer;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;

/** Answers on their way out. */
final class Predictions {
  private Predictions() {}

  /**
   * @throws Refusal if a number of the answer is not finite
   */
  static Prediction of(Ask ask, Answer answer, RecallModel model) throws Refusal {
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
