package org.streamrecall.events.schema;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

/**
 * How the texts of events are read where that is not the usual way.
 *
 * @param missing texts that stand for no value where a number is meant, beside the usual ones
 * @param timeFormat how times are written, a pattern of {@link DateTimeFormatter} or {@code
 *     seconds}, {@code millis}, {@code micros}, {@code nanos} since the epoch; or null
 * @param zone of times without an offset, or null for UTC
 */
public record Reading(List<String> missing, String timeFormat, String zone) {
  /** The usual way. */
  public static final Reading USUAL = new Reading(List.of(), null, null);

  private static final Set<String> UNITS = Set.of("seconds", "millis", "micros", "nanos");

  /**
   * @throws IllegalArgumentException naming the text, the rule and the remedy
   */
  public Reading {
    missing = List.copyOf(missing);
    for (String text : missing) {
      if (text.isBlank() || text.indexOf(',') >= 0) {
        throw new IllegalArgumentException(
            "\"" + text + "\" cannot stand for what is missing; write texts without commas");
      }
    }
    if (timeFormat != null && !UNITS.contains(timeFormat)) {
      requirePattern(timeFormat);
    }
    if (zone != null) {
      requireZone(zone);
    }
  }

  private static void requirePattern(String pattern) {
    try {
      if (pattern.isBlank()) {
        throw new IllegalArgumentException("it is empty");
      }
      DateTimeFormatter.ofPattern(pattern);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the time format \""
              + pattern
              + "\" is no pattern: "
              + e.getMessage()
              + "; write it as dd.MM.yyyy HH:mm, or seconds, millis, micros or nanos",
          e);
    }
  }

  private static void requireZone(String zone) {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + zone + "\" is no time zone; write it as Europe/Berlin or +02:00", e);
    }
  }
}
