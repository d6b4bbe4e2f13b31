package org.streamrecall.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import org.streamrecall.client.DayOrMonth;
import org.streamrecall.client.EpochUnit;
import org.streamrecall.client.EventTimes;
import org.streamrecall.events.schema.Reading;
import org.streamrecall.events.schema.TimeField;

/** Which values of fields are times, read as events are. */
final class FieldTimes {
  private final EventTimes times;

  FieldTimes(Reading reading) {
    times = new EventTimes(reading);
  }

  /** Whether a value is a time by its text. */
  boolean isText(JsonNode value) {
    return times.formatted(value.asText()) != null
        || value.isTextual() && !Double.isNaN(text(value.asText()));
  }

  /** Whether a value is a time by the format that was said. */
  boolean isFormatted(JsonNode value) {
    return times.formatted(value.asText()) != null;
  }

  /** The unit of a value that is a number and a time; else null. */
  static EpochUnit unit(JsonNode value) {
    return value.isNumber() ? EpochUnit.bySize(value.asDouble()) : null;
  }

  /** The time of an event in milliseconds since the epoch; NaN for what is none. */
  double millis(TimeField field, JsonNode value) {
    Long formatted = times.formatted(value.asText());
    if (formatted != null) {
      return formatted;
    }
    if (!value.isNumber()) {
      return text(value.asText());
    }
    double number = value.asDouble();
    EpochUnit unit = field.seconds() ? EpochUnit.SECONDS : EpochUnit.of(number);
    return unit == null ? number : unit.millis(number);
  }

  private double text(String text) {
    try {
      return times.millis("", text);
    } catch (IllegalArgumentException e) {
      return Double.NaN;
    }
  }

  /** What is to be said of a value that looks like a date and cannot be read as one; or null. */
  static String undated(JsonNode value) {
    if (value.isTextual()) {
      String said = DayOrMonth.of(value.asText().strip());
      return said == null ? null : "=\"" + value.asText() + "\" " + said;
    }
    String pattern = value.isIntegralNumber() ? EpochUnit.calendar(value.asDouble()) : null;
    return pattern == null
        ? null
        : "=" + value.asText() + " looks like a date; say --time-format " + pattern;
  }
}
