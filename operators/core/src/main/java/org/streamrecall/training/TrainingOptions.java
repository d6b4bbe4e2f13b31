package org.streamrecall.training;

import java.time.Duration;
import org.streamrecall.measure.SketchLayout;

/**
 * How to train. The same options on the same episodes give the same model, unless the time limit
 * cuts the steps short; the result says so.
 *
 * @param seed of the starts and of the order of examples
 * @param steps optimiser steps; of events, metrics that are tried
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
   * For events: through memories as they are served, at most so many metrics being tried. Of the
   * rest only seed and time limit count.
   */
  public static TrainingOptions forEvents() {
    return defaults().withSteps(400).withSketchBytes(SketchLayout.DEFAULT_BYTES);
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
