package org.streamrecall.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.measure.Shape;
import org.streamrecall.model.Lifting.Range;

/** Reads and writes what {@code schema.json} says of the lift of contents. */
final class LiftingJson {
  static final List<String> KNOWN = List.of("lift", "dims", "maxDims", "range");

  private LiftingJson() {}

  /**
   * @param content numbers of a content
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  static Lifting parse(JsonNode node, Kind kind, int content) {
    Lifting.Kind lift = FieldsJson.choice(node, "lift", Lifting.Kind.class, Lifting.Kind.NONE);
    if (lift == Lifting.Kind.NONE) {
      requireNone(node);
      return Lifting.NONE;
    }
    requireNumbers(node, kind);
    boolean open = !node.hasNonNull("dims") || node.get("dims").asText().equals("auto");
    int plain = lift == Lifting.Kind.CONCAT ? content : 0;
    int room = Shape.MAX_CONTENT_DIMS - plain;
    if (room < 1) {
      throw new IllegalArgumentException(
          "lift=concat with content="
              + content
              + " leaves no room: a token keeps at most "
              + Shape.MAX_CONTENT_DIMS
              + " numbers; take lift=cosine, or fewer content numbers");
    }
    if (!open) {
      if (node.hasNonNull("maxDims")) {
        throw new IllegalArgumentException(
            "the schema's maxDims="
                + node.get("maxDims")
                + " beside dims="
                + node.get("dims")
                + "; it is for dims that are chosen: leave one of the two out");
      }
      int dims = FieldsJson.size(node, "dims", null, 1, room);
      return new Lifting(lift, dims, dims, ranges(node, content));
    }
    int most = FieldsJson.size(node, "maxDims", Math.min(Lifting.MAX_DIMS, room), 1, room);
    return new Lifting(lift, 0, most, ranges(node, content));
  }

  private static void requireNone(JsonNode node) {
    for (String name : KNOWN.subList(1, KNOWN.size())) {
      if (node.has(name)) {
        throw new IllegalArgumentException(
            "the schema's "
                + name
                + "="
                + node.get(name)
                + " without a lift; set lift to cosine or concat, or leave it out");
      }
    }
  }

  private static void requireNumbers(JsonNode node, Kind kind) {
    if (kind == Kind.CLASSIFICATION) {
      throw new IllegalArgumentException(
          "lift="
              + node.get("lift").asText()
              + " with kind=classification; a category has no range: leave it out");
    }
    if (node.hasNonNull("events")) {
      throw new IllegalArgumentException(
          "lift=" + node.get("lift").asText() + " with events, which have none; leave it out");
    }
  }

  private static List<Range> ranges(JsonNode node, int content) {
    if (!node.hasNonNull("range")) {
      return List.of();
    }
    JsonNode pairs = node.get("range");
    List<Range> ranges = new ArrayList<>();
    for (JsonNode pair : pairs) {
      if (pair.size() == 2 && pair.get(0).isNumber() && pair.get(1).isNumber()) {
        ranges.add(new Range(pair.get(0).asDouble(), pair.get(1).asDouble()));
      }
    }
    boolean rise = ranges.stream().allMatch(r -> r.low() < r.high() && isFinite(r));
    if (!rise || ranges.size() != content || pairs.size() != content) {
      throw new IllegalArgumentException(
          "the schema's range="
              + pairs
              + " is not one pair [low,high] with low < high for each of "
              + content
              + " content numbers; leave it out to take that of the tokens trained on");
    }
    return ranges;
  }

  private static boolean isFinite(Range range) {
    return Double.isFinite(range.high() - range.low());
  }

  static void write(Lifting lifting, ObjectNode node) {
    if (!lifting.isLifted()) {
      return;
    }
    node.put("lift", FieldsJson.wire(lifting.kind()));
    if (lifting.isOpen()) {
      node.put("dims", "auto");
      node.put("maxDims", lifting.maxDims());
    } else {
      node.put("dims", lifting.dims());
    }
    if (!lifting.ranges().isEmpty()) {
      ArrayNode pairs = node.putArray("range");
      lifting.ranges().forEach(range -> pairs.addArray().add(range.low()).add(range.high()));
    }
  }
}
