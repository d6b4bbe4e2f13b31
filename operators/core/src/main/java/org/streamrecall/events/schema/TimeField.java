package org.streamrecall.events.schema;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an event's time stands, and in what unit: {@code at} for milliseconds since the epoch,
 * {@code seconds(at)} for seconds. Of a text (ISO 8601) the unit says nothing.
 *
 * @param field name of the field
 * @param seconds whether its numbers are seconds since the epoch
 */
public record TimeField(String field, boolean seconds) {
  private static final Pattern SECONDS = Pattern.compile("\\s*seconds\\s*\\((.+)\\)\\s*");
  private static final double MILLIS = 1000;

  public TimeField {
    Objects.requireNonNull(field, "field");
  }

  /**
   * As {@link #toString} writes it.
   *
   * @param text or null
   * @return null for null
   */
  public static TimeField parse(String text) {
    if (text == null) {
      return null;
    }
    Matcher seconds = SECONDS.matcher(text);
    return seconds.matches()
        ? new TimeField(seconds.group(1).strip(), true)
        : new TimeField(text, false);
  }

  /** Milliseconds since the epoch, of a number of this field. */
  public double millis(double number) {
    return seconds ? StrictMath.rint(MILLIS * number) : number;
  }

  @Override
  public String toString() {
    return seconds ? "seconds(" + field + ")" : field;
  }
}
