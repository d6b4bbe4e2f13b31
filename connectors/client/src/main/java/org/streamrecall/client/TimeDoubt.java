package org.streamrecall.client;

import java.time.Instant;

/**
 * A number that is read as a time in a unit that nobody has said.
 *
 * @param field its name
 * @param text as it came
 * @param millis as it was read, since the epoch
 * @param unit in which it was read
 */
public record TimeDoubt(String field, String text, long millis, EpochUnit unit) {
  /** What is to be said of it, with the remedy. */
  public String sentence() {
    return field
        + "="
        + Excerpt.shown(text)
        + " is read as "
        + unit.said()
        + " since the epoch, "
        + Instant.ofEpochMilli(millis)
        + "; if it is another time, say --time-format"
        + (unit == EpochUnit.MILLIS ? ", if it is none, leave --time out" : "");
  }
}
