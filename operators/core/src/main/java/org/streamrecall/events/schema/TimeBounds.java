package org.streamrecall.events.schema;

import java.time.Instant;
import org.streamrecall.measure.Atom;

/**
 * The times that events can have, wherever they come from: no clock is asked. What is beyond is in
 * another unit, or stands for no time at all.
 */
public final class TimeBounds {
  /** The first, in milliseconds since the epoch: the year 1600 begins. */
  public static final long FIRST = Instant.parse("1600-01-01T00:00:00Z").toEpochMilli();

  /** The last, in milliseconds since the epoch: the year 2200 ends. */
  public static final long LAST = Instant.parse("2200-12-31T23:59:59.999Z").toEpochMilli();

  private TimeBounds() {}

  /**
   * Lets a time pass that is within the bounds, or {@link Atom#NO_TIME}.
   *
   * @param field that holds it, or null if it has no name
   * @param time in milliseconds since the epoch
   * @throws IllegalArgumentException naming the field, the time, the rule and the remedy
   */
  public static void require(String field, long time) {
    if (time != Atom.NO_TIME && (time < FIRST || time > LAST)) {
      String name = field == null ? "time" : field;
      throw new IllegalArgumentException(
          name
              + "="
              + time
              + " ("
              + Instant.ofEpochMilli(time)
              + ") is outside the years 1600 to 2200; give the true time in milliseconds since the"
              + " epoch, or as seconds("
              + name
              + "), or leave it out");
    }
  }
}
