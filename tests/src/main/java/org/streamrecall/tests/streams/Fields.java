package org.streamrecall.tests.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What fields of an event hold, however they are written. */
final class Fields {
  private Fields() {}

  /** A field's number, true being 1; NaN if it is none. */
  static double number(ObjectNode event, String field) {
    JsonNode value = event.get(field);
    return value == null ? Double.NaN : number(value);
  }

  static double number(JsonNode value) {
    if (value.isNumber() || value.isBoolean()) {
      return value.asDouble();
    }
    try {
      double number = Double.parseDouble(value.asText());
      return Double.isFinite(number) ? number : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** A field's name; null if it has none. */
  static String name(ObjectNode event, String field) {
    JsonNode value = event.get(field);
    return value == null ? null : value.asText();
  }

  /** Whether a label marks its event. */
  static boolean isMark(JsonNode label) {
    return number(label) > 0
        || label.asText().equalsIgnoreCase("true")
        || label.asText().equalsIgnoreCase("yes");
  }
}
