package org.streamrecall.flink;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How a recall waits so that an answer comes from exactly what has times up to its own, whatever
 * the order in which it arrives. Records wait in keyed state until the watermark has passed them;
 * then each key takes its own in order of time, at the same time first what forgets, then what is
 * learned, then what only asks. Events of one time are taken by their origin, else by their id,
 * else by the bytes of what is read of them and then of their own.
 *
 * @param late what becomes of what is to be learned where its key has gone on to a later time
 * @param pendingBytes that wait in one key; beyond it the oldest are taken early, answered as
 *     {@code provisional}, and counted
 * @param maxWait after which a query or event is answered as {@code provisional}, by the clock,
 *     from what is there; null to wait for the watermark however long that takes
 */
public record EventTime(Late late, long pendingBytes, Duration maxWait) implements Serializable {
  /** What becomes of late tokens and events. */
  public enum Late {
    /** The memory learns them at once; they are counted. */
    FOLD,
    /** They go to {@link Recall#REFUSED}. */
    REFUSE
  }

  /** Late tokens folded, a mebibyte pending in each context, no hurry. */
  public static final EventTime DEFAULTS = new EventTime(Late.FOLD, 1 << 20, null);

  /**
   * @throws IllegalArgumentException naming what is out of range
   */
  public EventTime {
    Objects.requireNonNull(late, "late");
    if (pendingBytes < 1) {
      throw new IllegalArgumentException(
          "pending.bytes=" + pendingBytes + " is below 1; give waiting records some room");
    }
    if (maxWait != null && maxWait.toMillis() < 1) {
      throw new IllegalArgumentException(
          "query.max-wait=" + maxWait + " is below 1 ms; leave it out to wait for the watermark");
    }
  }

  /** The same with other late tokens. */
  public EventTime late(Late other) {
    return new EventTime(other, pendingBytes, maxWait);
  }

  /** The same with so many bytes pending. */
  public EventTime pendingBytes(long other) {
    return new EventTime(late, other, maxWait);
  }

  /** The same, a query waiting no longer than this. */
  public EventTime maxWait(Duration other) {
    return new EventTime(late, pendingBytes, other);
  }
}
