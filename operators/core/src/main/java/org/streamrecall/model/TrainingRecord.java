package org.streamrecall.model;

/**
 * How a model came about, kept in its file.
 *
 * @param seed of the run
 * @param steps taken
 * @param loss on held-out contexts, NaN if untrained
 * @param reproducible whether the same call gives the same model: no time limit was hit
 */
public record TrainingRecord(long seed, int steps, double loss, boolean reproducible) {
  /** Of a model that was never trained. */
  public static final TrainingRecord NONE = new TrainingRecord(0, 0, Double.NaN, true);
}
