package org.streamrecall.training;

/**
 * Training, and whether it was worth it on keys or times that did not teach: if not, the model has
 * the weights of the untrained default.
 *
 * @param result whose model is the better one
 * @param trained loss of the trained weights: root mean squared error in deviations of each key's
 *     own values, or log loss
 * @param untrained loss of the untrained default
 */
public record PaidTraining(TrainingResult result, double trained, double untrained) {
  /** What chance may give on the few keys that judge. */
  private static final double WORTH = 0.98;

  public boolean paid() {
    return trained < WORTH * untrained;
  }
}
