package org.streamrecall.events.schema;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;

/** Times of events as Java has them: moments, times by a zone's clocks, texts. */
final class JavaTimes {
  private JavaTimes() {}

  /** Null if it is no moment of any zone. */
  static Instant moment(Object value) {
    if (value instanceof Instant instant) {
      return instant;
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant();
    }
    return value instanceof Date date ? Instant.ofEpochMilli(date.getTime()) : null;
  }

  /** The moment of a time of day or of a day's beginning; any other as it is. */
  static Object zoned(String name, Object value, ZoneId zone) {
    if (value instanceof LocalDateTime time) {
      return time.atZone(zone);
    }
    if (value instanceof LocalDate day) {
      return day.atStartOfDay(zone);
    }
    if (value instanceof CharSequence) {
      throw new IllegalArgumentException(
          name
              + "="
              + value
              + " is a text, not a time; say its format too: .time(\""
              + name
              + "\", .., \"dd.MM.yyyy HH:mm\", zone)");
    }
    return value;
  }

  /** What says a time, and not when that was. */
  static void requireMoment(String name, Object when) {
    if (when instanceof LocalDateTime || when instanceof LocalDate) {
      throw new IllegalArgumentException(
          name
              + "="
              + when
              + " is no moment without its zone; say which: .time(\""
              + name
              + "\", .., ZoneId.of(\"Europe/Berlin\"))");
    }
    if (when instanceof CharSequence) {
      throw new IllegalArgumentException(
          name
              + "="
              + when
              + " is a text, not a moment; say its format: .time(\""
              + name
              + "\", .., \"dd.MM.yyyy HH:mm\", zone), or read it where it is given: .time(\""
              + name
              + "\", event -> Instant.parse(event.at()))");
    }
  }

  /** A text that is read by a pattern, which travels with the job as it was written. */
  static final class OfText<E> implements Extractor<E, Instant> {
    private static final long serialVersionUID = 1;

    private final String name;
    private final Extractor<E, ? extends CharSequence> text;
    private final String pattern;
    private final ZoneId zone;
    private transient TimeFormat format;

    OfText(String name, Extractor<E, ? extends CharSequence> text, String pattern, ZoneId zone) {
      this.name = name;
      this.text = text;
      this.pattern = new Reading(List.of(), pattern, null).timeFormat(); // checked
      this.zone = zone;
      format = new TimeFormat(pattern); // fails here, where the job is made
    }

    @Override
    public Instant apply(E event) {
      CharSequence said = text.apply(event);
      if (said == null) {
        return null;
      }
      if (format == null) {
        format = new TimeFormat(pattern);
      }
      Long millis = format.millis(said.toString().strip(), zone);
      if (millis == null) {
        throw new IllegalArgumentException(
            name
                + "=\""
                + said
                + "\" is not of the format "
                + pattern
                + "; send one that is, or null");
      }
      return Instant.ofEpochMilli(millis);
    }
  }
}
