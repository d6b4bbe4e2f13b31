package org.streamrecall.training;

import org.streamrecall.events.score.Losses;

/**
 * Training, and whether it was worth it on keys or times that did not teach: if not, the model has
 * the weights of the untrained default.
 *
 * @param result whose model is the better one
 * @param trained loss of the trained weights: root mean squared error in deviations of each key's
 *     own values, the geometric mean over keys, or log loss
 * @param untrained loss of the untrained default
 * @param paid whether the trained weights were better by more than chance gives
 */
public record PaidTraining(TrainingResult result, double trained, double untrained, boolean paid) {
  /** A gain is at least this part of the loss. */
  private static final double WORTH = 0.01;

  /** And none has at most this chance to be taken for one. */
  private static final double CHANCE = 0.025;

  /** Whether weights that had these losses are worth it. */
  static boolean isPaid(Losses trained, Losses untrained) {
    return trained.isBelow(untrained, WORTH, CHANCE);
  }
}
