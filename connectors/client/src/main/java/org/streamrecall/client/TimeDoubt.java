package org.streamrecall.client;

import java.time.Instant;

/**
 * A time that is read as milliseconds, but looks like seconds: hardly an event is of 1970.
 *
 * @param field its name
 * @param text as it came
 * @param millis as it was read, since the epoch
 */
public record TimeDoubt(String field, String text, long millis) {
  // As seconds 1973 to 5138, as milliseconds no later than early 1973.
  private static final double FIRST_SECONDS = 1e8;
  private static final double LAST_SECONDS = 1e11;

  /** Whether a number of milliseconds is rather one of seconds. */
  public static boolean isOf(double millis) {
    return millis >= FIRST_SECONDS && millis < LAST_SECONDS;
  }

  /** What is to be said of it, with the remedy. */
  public String sentence() {
    return field
        + "="
        + Excerpt.shown(text)
        + " looks like seconds, and is read as milliseconds since the epoch, "
        + Instant.ofEpochMilli(millis)
        + "; send milliseconds, or ISO 8601, or name an event's time as seconds("
        + field
        + ")";
  }
}
