package org.streamrecall.client;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.streamrecall.events.schema.Reading;
import org.streamrecall.events.schema.TimeFormat;

/**
 * Times as people write them: {@code 2026-11-24T03:00:00Z}, with any offset, with a blank for the
 * T, without an offset (UTC, or a zone that was said), a day alone (its beginning), basic as {@code
 * 20261124T030000Z}, with {@code UTC} or {@code [Europe/Berlin]} behind it, or by a format.
 */
public final class EventTimes {
  private static final Pattern EXTENDED =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?(.*)");
  private static final Pattern BASIC =
      Pattern.compile(
          "(\\d{4})(\\d\\d)(\\d\\d)[T ](\\d\\d)(\\d\\d)(?:(\\d\\d)(?:[.,](\\d{1,9}))?)?(.*)");
  private static final Pattern WHERE =
      Pattern.compile("\\s*(?:(Z|UTC|GMT)|([-+]\\d\\d):?(\\d\\d)?)?\\s*(?:\\[(.+)])?\\s*");

  private static final EventTimes USUAL = new EventTimes(Reading.USUAL);

  private final TimeFormat format; // or null
  private final EpochUnit unit; // of numbers, if it was said, or null
  private final ZoneId zone;

  public EventTimes(Reading reading) {
    String pattern = reading.timeFormat();
    unit = pattern == null ? null : EpochUnit.named(pattern);
    format = pattern == null || unit != null ? null : new TimeFormat(pattern);
    zone = reading.zone() == null ? ZoneOffset.UTC : ZoneId.of(reading.zone());
  }

  /**
   * The same of the usual reading.
   *
   * @return milliseconds since the epoch
   * @throws IllegalArgumentException if the text is no time
   */
  public static long parse(String field, String text) {
    return USUAL.millis(field, text);
  }

  /**
   * A text by the format, as which digits may be meant too.
   *
   * @return milliseconds since the epoch, or null if there is no format or the text is not of it
   */
  public Long formatted(String text) {
    return format == null ? null : format.millis(text.strip(), zone);
  }

  /** The unit that was said of numbers, or null. */
  public EpochUnit unit() {
    return unit;
  }

  /**
   * The unit of a number of which none was said.
   *
   * @param text as it came
   * @throws IllegalArgumentException if its size tells none
   */
  public EpochUnit unit(String field, String text, double number) {
    EpochUnit found = EpochUnit.of(number);
    if (found == null && EpochUnit.isCount(number)) {
      return EpochUnit.MILLIS;
    }
    if (found == null) {
      String pattern = EpochUnit.calendar(number);
      throw new IllegalArgumentException(
          field
              + "="
              + Excerpt.shown(text)
              + (pattern == null
                  ? " is of none of the years 1990 to 2100 as seconds, milli-, micro- or nanoseconds"
                      + " since the epoch; say how it is written, as --time-format millis"
                  : " looks like a date, and is not read as a number since the epoch; say how it is"
                      + " written, as --time-format "
                      + pattern));
    }
    return found;
  }

  /**
   * A text by the format, or else as it is usually written.
   *
   * @return milliseconds since the epoch
   * @throws IllegalArgumentException naming the field, the text, the rule and the remedy
   */
  public long millis(String field, String text) {
    Long formatted = formatted(text);
    if (formatted != null) {
      return formatted;
    }
    String bare = text.strip();
    try {
      return iso(bare);
    } catch (DateTimeException | ArithmeticException e) {
      String either = DayOrMonth.of(bare);
      throw new IllegalArgumentException(
          field
              + "=\""
              + Excerpt.shown(text)
              + "\" "
              + (either == null
                  ? "is no time; send milliseconds since the epoch, or ISO 8601 as"
                      + " 2026-11-24T03:00:00Z, or say --time-format"
                  : either),
          e);
    }
  }

  private long iso(String text) {
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
    if (iso.length() <= 10) {
      return LocalDate.parse(iso).atStartOfDay(zone).toInstant().toEpochMilli();
    }
    Matcher extended = EXTENDED.matcher(text);
    Matcher parts = extended.matches() ? extended : BASIC.matcher(text);
    if (parts.matches()) {
      return millis(parts);
    }
    return OffsetDateTime.parse(iso).toInstant().toEpochMilli(); // of other years, or none
  }

  private long millis(Matcher parts) {
    LocalDateTime local =
        LocalDateTime.of(
            number(parts, 1),
            number(parts, 2),
            number(parts, 3),
            number(parts, 4),
            number(parts, 5),
            parts.group(6) == null ? 0 : number(parts, 6),
            parts.group(7) == null
                ? 0
                : Integer.parseInt((parts.group(7) + "00000000").substring(0, 9)));
    Matcher where = WHERE.matcher(parts.group(8));
    if (!where.matches()) {
      return OffsetDateTime.parse(local + parts.group(8)).toInstant().toEpochMilli();
    }
    ZoneId of = where.group(4) == null ? zone : ZoneId.of(where.group(4));
    if (where.group(1) != null) {
      of = ZoneOffset.UTC;
    } else if (where.group(2) != null) {
      of = ZoneOffset.of(where.group(2) + (where.group(3) == null ? "" : ":" + where.group(3)));
    }
    return local.atZone(of).toInstant().toEpochMilli();
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }
}
