package org.streamrecall.deploy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Warns before the heap is full of memories, and ends a job whose heap is: collecting for ever, it
 * would neither work nor fail.
 */
final class HeapWatch {
  static final String REMEDY =
      "give more heap (STREAMRECALL_JAVA_OPTS=-Xmx4g) or keep less in it: --backend rocksdb,"
          + " --forget-after, fewer --sketch-bytes";

  static final double WARNS = 0.8;
  private static final double CALM = 0.7;
  private static final double FULL = 0.9;

  /** The share of time that goes to collections, over so long, of a heap that no more work fits. */
  private static final double BUSY = 0.8;

  private static final long WINDOW_MILLIS = 10_000;

  /** Collections of the young alone leave what died old: the least of a few is near the truth. */
  private static final int FEW = 5;

  private final Consumer<String> say;
  private final Deque<Reading> readings = new ArrayDeque<>();
  private boolean warned;

  HeapWatch(Consumer<String> say) {
    this.say = say;
  }

  /**
   * After a collection.
   *
   * @param millis when
   * @param used bytes that it left
   * @param most bytes that the heap may have
   * @param collecting milliseconds of all collections so far
   * @param whole whether all of the heap was collected, so that what is left is needed
   */
  record Reading(long millis, long used, long most, long collecting, boolean whole) {
    double share() {
      return (double) used / most;
    }
  }

  /**
   * Takes a collection in.
   *
   * @throws IllegalStateException if the heap is full, and collecting is all that is done
   */
  void collected(Reading reading) {
    readings.add(reading);
    while (readings.size() > FEW
        && reading.millis - readings.peekFirst().millis > WINDOW_MILLIS + WINDOW_MILLIS) {
      readings.removeFirst();
    }
    requireRoom(reading);
    double least = least(reading);
    if (!warned && least >= WARNS) {
      warned = true;
      say.accept(state(reading) + "; " + REMEDY + ", before it is full");
    } else if (least < CALM) {
      warned = false;
    }
  }

  private double least(Reading newest) {
    if (newest.whole) {
      return newest.share();
    }
    return readings.size() < FEW
        ? 0
        : readings.stream()
            .skip(readings.size() - FEW)
            .mapToDouble(Reading::share)
            .min()
            .orElseThrow();
  }

  private void requireRoom(Reading newest) {
    Reading before = null; // the newest of those a window ago
    double least = newest.share();
    for (var i = readings.descendingIterator(); i.hasNext() && before == null; ) {
      Reading one = i.next();
      least = Math.min(least, one.share());
      before = newest.millis - one.millis >= WINDOW_MILLIS ? one : null;
    }
    if (before == null || least < FULL) {
      return;
    }
    double busy =
        (double) (newest.collecting - before.collecting) / (newest.millis - before.millis);
    if (busy >= BUSY) {
      throw new IllegalStateException(
          state(newest)
              + ", and collecting takes all of the time; "
              + REMEDY
              + ", then start it again");
    }
  }

  private static String state(Reading reading) {
    return "the heap is %.0f %% full after collection (%s of %s)"
        .formatted(100 * reading.share(), Bytes.text(reading.used), Bytes.text(reading.most));
  }
}
