package org.streamrecall.training;

import java.time.Duration;
import org.streamrecall.measure.SketchLayout;

/**
 * How to train. The same options on the same episodes give the same model, unless the time limit
 * cuts the steps short; the result says so.
 *
 * @param seed of the starts and of the order of examples
 * @param steps optimiser steps of each way that is tried; of events, metrics that are tried
 * @param timeLimit a cap on the steps' time, never a target; to read and map episodes is not in it
 * @param heads attention heads, the first at beta, the others at multiples of it; 0 chooses their
 *     number on held-out contexts
 * @param beta inverse temperature of the first head at the start, for tags of mean square 1; 0
 *     takes what suits the kind
 * @param learningRate of Adam at its highest
 * @param sketchBytes budget of the memories trained through; 0 trains on exact ones, {@link
 *     #AS_SERVED} on what a memory of the usual size keeps
 * @param compares whether mean pooling, a frozen kernel and linear attention are trained alike, to
 *     be held against what was learned
 * @param choosesUnit whether tags of numbers may be brought to unit length where that does better
 * @param smooths whether heads may learn to draw tags to the mean of their cluster, see {@link
 *     org.streamrecall.attention.SoftmaxRecall}
 */
public record TrainingOptions(
    long seed,
    int steps,
    Duration timeLimit,
    int heads,
    double beta,
    double learningRate,
    int sketchBytes,
    boolean compares,
    boolean choosesUnit,
    boolean smooths) {
  /**
   * Exact memories while a context is of few tags or of few tokens, else sketches of the usual
   * bytes.
   */
  public static final int AS_SERVED = -1;

  public TrainingOptions {
    if (steps < 1) {
      throw new IllegalArgumentException("steps=" + steps + " is below 1; give at least 1");
    }
    if (heads < 0) {
      throw new IllegalArgumentException("heads=" + heads + " is negative; 0 chooses their number");
    }
    if (sketchBytes < AS_SERVED) {
      throw new IllegalArgumentException(
          "sketchBytes=" + sketchBytes + " is negative; 0 trains on exact memories");
    }
  }

  /** Sixty seconds at most, as many heads as do best, exact memories. */
  public static TrainingOptions defaults() {
    return new TrainingOptions(1, 1000, Duration.ofSeconds(60), 0, 0, 5e-3, 0, false, false, true);
  }

  /**
   * For events: through memories as they are served, at most so many metrics being tried. Of the
   * rest only seed and time limit count.
   */
  public static TrainingOptions forEvents() {
    return defaults().withSteps(400).withSketchBytes(SketchLayout.DEFAULT_BYTES);
  }

  public TrainingOptions withSeed(long other) {
    return new TrainingOptions(
        other,
        steps,
        timeLimit,
        heads,
        beta,
        learningRate,
        sketchBytes,
        compares,
        choosesUnit,
        smooths);
  }

  public TrainingOptions withSteps(int other) {
    return new TrainingOptions(
        seed,
        other,
        timeLimit,
        heads,
        beta,
        learningRate,
        sketchBytes,
        compares,
        choosesUnit,
        smooths);
  }

  public TrainingOptions withTimeLimit(Duration other) {
    return new TrainingOptions(
        seed, steps, other, heads, beta, learningRate, sketchBytes, compares, choosesUnit, smooths);
  }

  public TrainingOptions withHeads(int other) {
    return new TrainingOptions(
        seed,
        steps,
        timeLimit,
        other,
        beta,
        learningRate,
        sketchBytes,
        compares,
        choosesUnit,
        smooths);
  }

  public TrainingOptions withBeta(double other) {
    return new TrainingOptions(
        seed,
        steps,
        timeLimit,
        heads,
        other,
        learningRate,
        sketchBytes,
        compares,
        choosesUnit,
        smooths);
  }

  public TrainingOptions withLearningRate(double other) {
    return new TrainingOptions(
        seed, steps, timeLimit, heads, beta, other, sketchBytes, compares, choosesUnit, smooths);
  }

  public TrainingOptions withSketchBytes(int other) {
    return new TrainingOptions(
        seed, steps, timeLimit, heads, beta, learningRate, other, compares, choosesUnit, smooths);
  }

  /** The same, and what was learned is held against baselines. */
  public TrainingOptions comparing() {
    return new TrainingOptions(
        seed, steps, timeLimit, heads, beta, learningRate, sketchBytes, true, choosesUnit, smooths);
  }

  /** The same, and the unit of tags is chosen too. */
  public TrainingOptions choosingUnit() {
    return new TrainingOptions(
        seed, steps, timeLimit, heads, beta, learningRate, sketchBytes, compares, true, smooths);
  }

  /** The same, and clusters are attended to as exact attention would to their tokens. */
  public TrainingOptions withoutSmoothing() {
    return new TrainingOptions(
        seed,
        steps,
        timeLimit,
        heads,
        beta,
        learningRate,
        sketchBytes,
        compares,
        choosesUnit,
        false);
  }
}
