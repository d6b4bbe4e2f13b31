package org.streamrecall.events.schema;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times of one pattern; what is less than a minute, an hour or a day is its beginning. */
public final class TimeFormat {
  private final DateTimeFormatter format;

  /**
   * @param pattern of {@link DateTimeFormatter}
   * @throws IllegalArgumentException if it is none
   */
  public TimeFormat(String pattern) {
    format =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(pattern)
            .parseDefaulting(ChronoField.ERA, 1)
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT); // no 30 February becomes the 29th
  }

  /**
   * Milliseconds since the epoch; null if the text is not of the pattern.
   *
   * @param zone of a text that names none
   */
  public Long millis(String text, ZoneId zone) {
    try {
      TemporalAccessor time =
          format.parseBest(
              text,
              ZonedDateTime::from,
              OffsetDateTime::from,
              LocalDateTime::from,
              LocalDate::from,
              YearMonth::from);
      return zoned(time, zone).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static ZonedDateTime zoned(TemporalAccessor time, ZoneId zone) {
    if (time instanceof ZonedDateTime zoned) {
      return zoned;
    }
    if (time instanceof OffsetDateTime offset) {
      return offset.toZonedDateTime();
    }
    if (time instanceof LocalDateTime local) {
      return local.atZone(zone);
    }
    LocalDate day = time instanceof LocalDate date ? date : YearMonth.from(time).atDay(1);
    return day.atStartOfDay(zone);
  }
}
