package org.streamrecall.tests.theory;

import java.time.Duration;
import org.streamrecall.training.TrainingOptions;

/** How much time studies take, and how far their figures can be trusted. */
enum Effort {
  /** Seconds, for tests. */
  TINY,
  /** Two minutes for all of them. */
  QUICK,
  /** What is meant. */
  FULL;

  private static final Duration ENOUGH = Duration.ofHours(1); // cuts nothing short
  private static final double HASTY = 0.03; // learning rate

  /** What suits. */
  <T> T of(T tiny, T quick, T full) {
    return this == TINY ? tiny : this == QUICK ? quick : full;
  }

  /** What {@code train} does of itself, in as much time as it takes; less of it if not in full. */
  TrainingOptions training(long seed) {
    TrainingOptions usual = TrainingOptions.defaults().withTimeLimit(ENOUGH).withSeed(seed);
    return switch (this) {
      case TINY -> usual.withSteps(40).withHeads(1).withLearningRate(HASTY);
      case QUICK -> usual.withSteps(200).withHeads(1);
      case FULL -> usual;
    };
  }
}
