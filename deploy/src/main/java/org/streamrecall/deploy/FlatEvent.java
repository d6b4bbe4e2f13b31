package org.streamrecall.deploy;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An event's fields as schemas name them: {@code a.b} is field b of object a, {@code v[0]} the
 * first element of array v.
 */
final class FlatEvent {
  private static final Pattern ELEMENT = Pattern.compile("\\[[0-9]+](\\.|\\[|$)");
  private static final int MOST_ELEMENTS = 1000; // of an array

  /** Reads what events are read with: a bare NaN is missing, what is infinite is told of there. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private FlatEvent() {}

  /**
   * The fields that hold a number, a text or a truth value, in their order.
   *
   * @return null if the line is no JSON object
   */
  static Map<String, JsonNode> of(byte[] json) {
    JsonNode event;
    try {
      event = JSON.readTree(json);
    } catch (IOException e) {
      return null; // told of where events are read
    }
    if (event == null || !event.isObject()) {
      return null;
    }
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    add(event, "", fields);
    return fields;
  }

  private static void add(JsonNode object, String prefix, Map<String, JsonNode> fields) {
    object.properties().forEach(field -> put(prefix + field.getKey(), field.getValue(), fields));
  }

  private static void put(String name, JsonNode value, Map<String, JsonNode> fields) {
    if (value.isObject()) {
      add(value, name + ".", fields);
    } else if (value.isArray()) {
      for (int i = 0; i < Math.min(value.size(), MOST_ELEMENTS); i++) {
        put(name + "[" + i + "]", value.get(i), fields);
      }
    } else if (value.isValueNode() && !value.isNull() && !isNaN(value)) {
      fields.put(name, value);
    }
  }

  private static boolean isNaN(JsonNode value) {
    return value.isDouble() && Double.isNaN(value.doubleValue());
  }

  /** Whether a field is within an array: it may be named, but is not chosen. */
  static boolean isElement(String name) {
    return ELEMENT.matcher(name).find();
  }
}
