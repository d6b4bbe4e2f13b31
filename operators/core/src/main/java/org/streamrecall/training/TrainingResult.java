package org.streamrecall.training;

import org.streamrecall.model.NewKeys;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.TrainingRecord;

/**
 * A trained model and how it got there.
 *
 * @param model the best checkpoint on the held-out contexts
 * @param steps taken
 * @param trainLoss mean over the last steps
 * @param validationLoss of the model on the held-out contexts
 * @param hitTimeLimit whether the time limit cut the steps short, so that the run cannot be
 *     reproduced
 * @param seconds taken, without those of reading
 * @param worth on held-out contexts; null where nothing was compared
 */
public record TrainingResult(
    RecallModel model,
    int steps,
    double trainLoss,
    double validationLoss,
    boolean hitTimeLimit,
    double seconds,
    Worth worth) {
  /** Of events. */
  TrainingResult(
      RecallModel model,
      int steps,
      double trainLoss,
      double validationLoss,
      boolean hitTimeLimit,
      double seconds) {
    this(model, steps, trainLoss, validationLoss, hitTimeLimit, seconds, null);
  }

  /** Another model in its place, of the same run. */
  TrainingResult with(RecallModel other) {
    return new TrainingResult(
        other, steps, trainLoss, validationLoss, hitTimeLimit, seconds, worth);
  }

  /**
   * @param measured on held-out keys, or null
   */
  TrainingResult with(long seed, NewKeys measured) {
    TrainingRecord record = new TrainingRecord(seed, steps, validationLoss, !hitTimeLimit);
    RecallModel told = model.with(record, measured);
    return new TrainingResult(told, steps, trainLoss, validationLoss, hitTimeLimit, seconds, worth);
  }
}
