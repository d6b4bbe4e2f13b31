package org.streamrecall.training;

import java.time.Duration;
import org.streamrecall.measure.SketchLayout;

/**
 * How to train. The same options on the same episodes give the same model, unless the time limit
 * cuts the steps short; the result says so.
 *
 * @param seed of the starts and of the order of examples
 * @param steps optimiser steps
 * @param timeLimit a cap, never a target
 * @param heads attention heads, the first at beta, the others at multiples of it
 * @param hidden width of the read-out
 * @param beta inverse temperature at the start
 * @param learningRate of Adam at its highest
 * @param contexts per step
 * @param queries per context and step
 * @param sketchBytes budget of the memories trained through; 0 trains on exact ones
 */
public record TrainingOptions(
    long seed,
    int steps,
    Duration timeLimit,
    int heads,
    int hidden,
    double beta,
    double learningRate,
    int contexts,
    int queries,
    int sketchBytes) {
  public TrainingOptions {
    requirePositive("steps", steps);
    requirePositive("heads", heads);
    requirePositive("hidden", hidden);
    requirePositive("contexts", contexts);
    requirePositive("queries", queries);
    if (sketchBytes < 0) {
      throw new IllegalArgumentException(
          "sketchBytes=" + sketchBytes + " is negative; 0 trains on exact memories");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + "=" + value + " is below 1; give at least 1");
    }
  }

  /** Sixty seconds at most, two heads, exact memories. */
  public static TrainingOptions defaults() {
    return new TrainingOptions(1, 600, Duration.ofSeconds(60), 2, 16, 4, 5e-3, 8, 16, 0);
  }

  /**
   * The same for events with numbers: one head, which starts where the untrained default stands.
   */
  public static TrainingOptions forEvents() {
    return new TrainingOptions(1, 400, Duration.ofSeconds(60), 1, 16, 16, 5e-3, 8, 16, 0);
  }

  /**
   * The same for events whose category is foretold: through memories as they are served, for means
   * ask much more of a memory than lines do.
   */
  public static TrainingOptions forCategories() {
    int bytes = SketchLayout.DEFAULT_BYTES;
    return new TrainingOptions(1, 400, Duration.ofSeconds(60), 1, 16, 8, 5e-3, 8, 16, bytes);
  }

  public TrainingOptions withSeed(long other) {
    return new TrainingOptions(
        other, steps, timeLimit, heads, hidden, beta, learningRate, contexts, queries, sketchBytes);
  }

  public TrainingOptions withSteps(int other) {
    return new TrainingOptions(
        seed, other, timeLimit, heads, hidden, beta, learningRate, contexts, queries, sketchBytes);
  }

  public TrainingOptions withTimeLimit(Duration other) {
    return new TrainingOptions(
        seed, steps, other, heads, hidden, beta, learningRate, contexts, queries, sketchBytes);
  }

  public TrainingOptions withHeads(int other) {
    return new TrainingOptions(
        seed, steps, timeLimit, other, hidden, beta, learningRate, contexts, queries, sketchBytes);
  }

  public TrainingOptions withSketchBytes(int other) {
    return new TrainingOptions(
        seed, steps, timeLimit, heads, hidden, beta, learningRate, contexts, queries, other);
  }
}
