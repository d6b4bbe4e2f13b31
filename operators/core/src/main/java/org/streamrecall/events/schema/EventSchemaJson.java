package org.streamrecall.events.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An event schema as it stands in a model file:
 *
 * <pre>
 * {"key":"card","time":"at","like":"hour(at),lag(amount,1..3)","predict":"amount","base":"none"}
 * </pre>
 *
 * Without a key all events are one series; a time in seconds is {@code "seconds(at)"}. What is not
 * read the usual way is told by more, as {@code "missing":"X,-999"}.
 */
final class EventSchemaJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventSchemaJson() {}

  static String write(EventSchema schema) {
    ObjectNode node = JSON.createObjectNode();
    if (schema.key() != null) {
      node.put("key", schema.key());
    }
    if (schema.time() != null) {
      node.put("time", schema.timeField().toString());
    }
    node.put("like", joined(schema.like()));
    node.put("predict", joined(schema.predict()));
    node.put("base", schema.base().toString());
    Reading reading = schema.reading();
    if (!reading.missing().isEmpty()) {
      node.put("missing", String.join(",", reading.missing()));
    }
    if (reading.timeFormat() != null) {
      node.put("timeFormat", reading.timeFormat());
    }
    if (reading.zone() != null) {
      node.put("zone", reading.zone());
    }
    return node.toString();
  }

  private static String joined(List<?> expressions) {
    return expressions.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  static EventSchema parse(String json) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("events are no JSON: " + e.getOriginalMessage(), e);
    }
    String key = node.hasNonNull("key") ? node.get("key").asText() : null;
    String time = node.hasNonNull("time") ? node.get("time").asText() : null;
    return EventSchema.of(key, time, text(node, "like"), text(node, "predict"), text(node, "base"))
        .withReading(reading(node));
  }

  private static Reading reading(JsonNode node) {
    return new Reading(
        node.hasNonNull("missing") ? List.of(node.get("missing").asText().split(",")) : List.of(),
        node.hasNonNull("timeFormat") ? node.get("timeFormat").asText() : null,
        node.hasNonNull("zone") ? node.get("zone").asText() : null);
  }

  private static String text(JsonNode node, String field) {
    if (!node.hasNonNull(field)) {
      throw new IllegalArgumentException("events have no " + field + "; train the model anew");
    }
    return node.get(field).asText();
  }
}
