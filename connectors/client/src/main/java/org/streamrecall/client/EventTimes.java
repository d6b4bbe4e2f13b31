package org.streamrecall.client;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Times as people write them: {@code 2026-11-24T03:00:00Z}, with any offset, with a blank for the
 * T, without an offset (UTC), or a day alone (its beginning, UTC).
 */
public final class EventTimes {
  private EventTimes() {}

  /**
   * @return milliseconds since the epoch
   * @throws IllegalArgumentException if the text is no time
   */
  public static long parse(String field, String text) {
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
    try {
      if (iso.length() <= 10) {
        return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
      }
      boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
      return offset
          ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          field
              + "=\""
              + Excerpt.shown(text)
              + "\" is no time; send milliseconds since the epoch, or ISO 8601 as"
              + " 2026-11-24T03:00:00Z",
          e);
    }
  }
}
