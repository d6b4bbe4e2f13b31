package org.streamrecall.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event's fields as schemas name them: {@code a.b} is field b of object a. */
final class FlatEvent {
  private static final JsonMapper JSON = new JsonMapper();

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
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = prefix + entry.getKey();
      JsonNode value = entry.getValue();
      if (value.isObject()) {
        add(value, name + ".", fields);
      } else if (value.isValueNode() && !value.isNull()) {
        fields.put(name, value);
      }
    }
  }
}
