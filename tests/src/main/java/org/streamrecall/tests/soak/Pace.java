package org.streamrecall.tests.soak;

import java.util.concurrent.locks.LockSupport;

/** When the next of a steady rate is due. A late one does not move those after it. */
final class Pace {
  private final long start = System.nanoTime();
  private final double nanosEach;
  private long count;

  Pace(double perSecond) {
    nanosEach = 1e9 / perSecond;
  }

  /**
   * Waits for the next one.
   *
   * @return when it was due, of {@link System#nanoTime}
   */
  long await() {
    long due = start + (long) (count++ * nanosEach);
    long wait = due - System.nanoTime();
    if (wait > 0) {
      LockSupport.parkNanos(wait);
    }
    return due;
  }
}
