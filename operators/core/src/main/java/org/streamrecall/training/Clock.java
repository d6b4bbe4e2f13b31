package org.streamrecall.training;

import java.time.Duration;

/** Time that is spent on training, and its cap. What is read and fitted before does not count. */
final class Clock {
  private final long limit; // ns
  private final long start = System.nanoTime();
  private boolean cut;

  Clock(Duration limit) {
    this.limit = limit.toNanos();
  }

  /** Of the cap, 0 to 1 and beyond. */
  double spent() {
    return (System.nanoTime() - start) / (double) limit;
  }

  /** To be called when time has changed what is done: the run cannot be repeated. */
  void cut() {
    cut = true;
  }

  boolean isCut() {
    return cut;
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
