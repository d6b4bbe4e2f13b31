package org.streamrecall.training;

import java.time.Duration;

/** Time that is spent on training, and its cap. What is read and fitted before does not count. */
final class Clock {
  private final long limit; // ns
  private final long start;
  private boolean cut;

  Clock(Duration limit) {
    this(limit.toNanos(), System.nanoTime());
  }

  private Clock(long limit, long start) {
    this.limit = limit;
    this.start = start;
  }

  /**
   * Goes on where this one stood.
   *
   * @param then what {@link #spent} was when it stopped: the time since does not count
   */
  Clock from(double then) {
    Clock next = new Clock(limit, System.nanoTime() - (long) (then * limit));
    next.cut = cut;
    return next;
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
