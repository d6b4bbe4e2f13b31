package org.streamrecall.flink;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How a recall waits so that an answer comes from exactly the tokens with times up to its query's,
 * whatever the order in which they arrive. Records wait in keyed state until the watermark has
 * passed them; then each context takes its own in order of time, at the same time first what
 * forgets, then tokens, then queries.
 *
 * @param late what becomes of a token whose context has gone on to a later time
 * @param pendingBytes that wait in one context; beyond it the oldest are taken early, their queries
 *     answered as {@code provisional}, and counted
 * @param maxWait after which a query is answered as {@code provisional}, by the clock, from what is
 *     there; null to wait for the watermark however long that takes
 * @param idle after which, between two of its records, a context is forgotten; null to remember all
 */
public record EventTime(Late late, long pendingBytes, Duration maxWait, Duration idle)
    implements Serializable {
  /** What becomes of late tokens. */
  public enum Late {
    /** The memory learns them at once; they are counted. */
    FOLD,
    /** They go to {@link Recall#REFUSED}. */
    REFUSE
  }

  /** Late tokens folded, a mebibyte pending in each context, no hurry. */
  public static final EventTime DEFAULTS = new EventTime(Late.FOLD, 1 << 20, null, null);

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
    if (idle != null && idle.toMillis() < 1) {
      throw new IllegalArgumentException(
          "context.idle=" + idle + " is below 1 ms; leave it out to remember all contexts");
    }
  }

  /** The same with other late tokens. */
  public EventTime late(Late other) {
    return new EventTime(other, pendingBytes, maxWait, idle);
  }

  /** The same with so many bytes pending. */
  public EventTime pendingBytes(long other) {
    return new EventTime(late, other, maxWait, idle);
  }

  /** The same, a query waiting no longer than this. */
  public EventTime maxWait(Duration other) {
    return new EventTime(late, pendingBytes, other, idle);
  }

  /** The same, a context being forgotten that brings nothing for so long. */
  public EventTime idle(Duration other) {
    return new EventTime(late, pendingBytes, maxWait, other);
  }

  /** The time at which a context is forgotten that brought its last record at this one. */
  long forgottenAt(long last) {
    long longest = idle == null ? Long.MAX_VALUE : idle.toMillis();
    return last > 0 && longest > Long.MAX_VALUE - last ? Long.MAX_VALUE : last + longest;
  }
}
