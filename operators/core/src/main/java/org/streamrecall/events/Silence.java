package org.streamrecall.events;

import java.time.Instant;
import java.util.Locale;

/**
 * Why a key that says nothing is odd, in parts; {@link #toString} is the sentence.
 *
 * <pre>
 *   nothing since 2026-03-02T10:05:00Z: at such hours an event usually follows within 5 min, at the
 *   latest after 22 min
 * </pre>
 *
 * @param since time of the key's last event
 * @param quiet milliseconds since then: when it opens as many as at most, when it closes as many as
 *     there were
 * @param usual within so many milliseconds nine in ten events follow at such hours
 * @param most milliseconds after which one is due at such hours
 */
public record Silence(long since, long quiet, long usual, long most) implements Cause {
  private static final String[] UNITS = {"s", "min", "h", "days"};
  private static final double[] SIZES = {1000, 60_000, 3_600_000, 86_400_000};

  @Override
  public String toString() {
    return "nothing since "
        + Instant.ofEpochMilli(since)
        + ": at such hours an event usually follows within "
        + text(usual)
        + ", at the latest after "
        + text(most);
  }

  @Override
  public String whenOver() {
    return "an event came, after "
        + text(quiet)
        + " without any: at such hours one usually follows within "
        + text(usual);
  }

  /** In the largest unit of which there are two, or one to the digit. */
  private static String text(long millis) {
    int unit = SIZES.length - 1;
    while (unit >= 0 && millis < 2 * SIZES[unit] && millis != SIZES[unit]) {
      unit--;
    }
    if (unit < 0) {
      return millis + " ms";
    }
    String number = String.format(Locale.ROOT, "%.1f", millis / SIZES[unit]);
    return number.replace(".0", "") + " " + UNITS[unit];
  }
}
