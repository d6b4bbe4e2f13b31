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

  /** What suits. */
  <T> T of(T tiny, T quick, T full) {
    return this == TINY ? tiny : this == QUICK ? quick : full;
  }

  /** What {@code train} does of itself, in as much time as it takes; fewer steps if not in full. */
  TrainingOptions training(long seed) {
    TrainingOptions usual = TrainingOptions.defaults().withTimeLimit(ENOUGH).withSeed(seed);
    return this == FULL ? usual : usual.withSteps(of(100, 200, 0)).withHeads(1);
  }
}
