package org.streamrecall.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.streamrecall.measure.Shape;

/** Reads and writes the JSON of {@code schema.json}. Everything but the sizes has a default. */
public final class FieldsJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final List<String> KNOWN =
      List.of(
          "tag", "text", "content", "inputs", "target", "kind", "tagMap", "tagDims", "unit",
          "readOut", "lift", "dims", "maxDims", "range", "events");

  private FieldsJson() {}

  /**
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  public static Fields parse(String json) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the schema is not JSON: "
              + e.getOriginalMessage()
              + "; see schema.json in operators/core/README.md",
          e);
    }
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException(
          "the schema is not a JSON object; see operators/core/README.md");
    }
    requireKnown(node);
    Fields.Builder fields = Fields.builder();
    size(node, "tag", 1, Fields.MOST_TAG, fields::tag);
    size(node, "content", 1, Shape.MAX_CONTENT_DIMS, fields::content);
    size(node, "inputs", 0, Fields.MOST_OTHERS, fields::inputs);
    size(node, "target", 1, Fields.MOST_OTHERS, fields::target);
    size(node, "tagDims", 1, Shape.MAX_TAG_DIMS, fields::tagDims);
    Kind kind = choice(node, "kind", Kind.class, Kind.REGRESSION);
    fields
        .text(node.hasNonNull("text") ? node.get("text").asText() : null)
        .kind(kind)
        .tagMap(choice(node, "tagMap", TagMap.Kind.class, null))
        .unit(choice(node, "unit", TagMap.Unit.class, null))
        .readOut(choice(node, "readOut", ReadOutKind.class, ReadOutKind.MEAN))
        .events(node.hasNonNull("events") ? node.get("events").toString() : null);
    int content = fields.build().content(); // faults of all others come before those of the lift
    return fields.lift(LiftingJson.parse(node, kind, content)).build();
  }

  /** Whether a schema that {@link #parse} takes names its unit, or leaves it to the default. */
  public static boolean namesUnit(String json) {
    return parsed(json).hasNonNull("unit");
  }

  /** One line, in fixed field order. */
  public static String write(Fields fields) {
    ObjectNode node = JSON.createObjectNode();
    node.put("tag", fields.tag());
    if (fields.text() != null) {
      node.put("text", fields.text());
    }
    node.put("content", fields.content());
    node.put("inputs", fields.inputs());
    node.put("target", fields.target());
    node.put("kind", fields.kind().wire());
    node.put("tagMap", wire(fields.tagMap()));
    node.put("tagDims", fields.tagDims());
    node.put("unit", wire(fields.unit()));
    if (fields.readOut() != ReadOutKind.MEAN) {
      node.put("readOut", wire(fields.readOut()));
    }
    LiftingJson.write(fields.lift(), node);
    if (fields.events() != null) {
      node.set("events", parsed(fields.events()));
    }
    return node.toString();
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a schema is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void requireKnown(JsonNode node) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "the schema has a field \"" + name + "\" that is not known; known are " + KNOWN);
      }
    }
  }

  /** Tells a size, if there is one. */
  private static void size(JsonNode node, String name, int min, int max, IntConsumer told) {
    if (node.has(name)) {
      told.accept(size(node, name, null, min, max));
    }
  }

  static int size(JsonNode node, String name, Integer otherwise, int min, int max) {
    JsonNode value = node.get(name);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    if (value == null
        || !value.isIntegralNumber()
        || value.asLong() < min
        || value.asLong() > max) {
      throw Fields.wrongSize(name, value == null ? "(missing)" : value.toString(), min, max);
    }
    return value.asInt();
  }

  static <E extends Enum<E>> E choice(JsonNode node, String name, Class<E> type, E otherwise) {
    if (!node.hasNonNull(name)) {
      return otherwise;
    }
    for (E constant : type.getEnumConstants()) {
      if (wire(constant).equals(node.get(name).asText())) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "the schema's "
            + name
            + "="
            + node.get(name)
            + " is not one of "
            + Arrays.stream(type.getEnumConstants()).map(FieldsJson::wire).toList());
  }

  static String wire(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
