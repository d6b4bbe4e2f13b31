package org.streamrecall.client.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.streamrecall.client.WireFormat;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.BadValue;
import org.streamrecall.measure.WholeText;

/**
 * A question to a key's memory of events:
 *
 * <pre>  {"id":"q1","context":"card-7","like":{"at":"2026-11-24T03:00:00Z","merchant":"fuel"}}
 * </pre>
 *
 * A record {@code {"context":"card-7","type":"forget"}} asks nothing and empties that memory.
 *
 * <p>Where the schema names no key, {@code context} may be left out, or is {@link
 * EventSchema#ONE_SERIES}: there is no other.
 *
 * <p>{@code like} holds fields as an event has them, or features by their texts: {@code
 * {"hour(at)":3,"lag(amount,1)":20}}. What is left out is missing, or for lags what the key had.
 */
public final class EventQuestionJson {
  private static final double[] NONE = {};
  private static final String[] NO_TEXTS = {};

  private final EventSchema schema;
  private final EventJson events;
  private final List<String> features;

  public EventQuestionJson(EventSchema schema) {
    this.schema = schema;
    events = new EventJson(schema);
    features = schema.features();
  }

  /**
   * The record that asks.
   *
   * @param context or null, of a job whose events are one series
   * @param like fields or features, one JSON object
   * @throws BadValue if the moment is not one JSON object, or half characters are in it or in the
   *     context
   */
  public static byte[] write(String id, String context, String like) {
    WholeText.require("like", like);
    ObjectNode moment = Json.object(JsonNulls.of(like.getBytes(StandardCharsets.UTF_8)));
    return JsonLine.of(
        json -> {
          json.writeStringField("id", id);
          if (context != null) {
            json.writeStringField("context", WholeText.require("context", context));
          }
          json.writeFieldName("like");
          json.writeRawValue(new String(Json.bytes(moment), StandardCharsets.UTF_8));
        });
  }

  /**
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  public WireFormat.Asked read(byte[] json) {
    ObjectNode question = Json.object(json == null ? null : JsonNulls.of(json));
    JsonRecord record = new JsonRecord(question);
    String context = context(record);
    if ("forget".equals(record.text("type"))) {
      return new WireFormat.Asked(
          null, new Event(context, record.time("time"), NONE, NO_TEXTS, null));
    }
    String id = record.name("id", null);
    if (!(question.get("like") instanceof ObjectNode like)) {
      throw new IllegalArgumentException(
          "like is no object; send \"like\":{\"" + schema.fields().get(0) + "\":..}");
    }
    return new WireFormat.Asked(id, moment(like, context));
  }

  private Event moment(ObjectNode like, String context) {
    double[] given = new double[features.size()];
    Arrays.fill(given, Double.NaN);
    boolean named = false;
    for (String name : names(like)) {
      int feature = feature(name);
      if (feature >= 0) {
        given[feature] = number(name, like.remove(name));
        named = true;
      } else if (name.equals(schema.key())) {
        requireSame(name, like.get(name), context);
      } else if (!isField(name)) {
        throw new IllegalArgumentException(
            "like has \""
                + name
                + "\", which is neither a field of "
                + schema.fields()
                + " nor a feature of "
                + features
                + "; leave it out, or correct its name");
      }
    }
    Event event = events.readKeyless(Json.bytes(like), context);
    return new Event(
        context, event.time(), event.numbers(), event.texts(), named ? given : null, null, null);
  }

  private String context(JsonRecord question) {
    if (schema.key() != null) {
      return question.name("context", null);
    }
    String context = question.name("context", EventSchema.ONE_SERIES);
    if (!context.equals(EventSchema.ONE_SERIES)) {
      throw new IllegalArgumentException(
          "context=\""
              + JsonRecord.shown(context)
              + "\" is of no series: the model has no key, and all its events are one; leave the"
              + " context out");
    }
    return context;
  }

  /** An event pasted whole says whose it is. */
  private static void requireSame(String key, JsonNode value, String context) {
    if (!value.isNull() && !value.asText().equals(context)) {
      throw new IllegalArgumentException(
          "like has "
              + key
              + "="
              + JsonRecord.shown(value)
              + ", but the context that is asked is \""
              + context
              + "\"; leave it out, or ask that context");
    }
  }

  private static List<String> names(ObjectNode like) {
    List<String> names = new ArrayList<>();
    for (Iterator<String> all = like.fieldNames(); all.hasNext(); ) {
      names.add(all.next());
    }
    return names;
  }

  /** Which feature a name is, unless it is a field's too: then it is the field. */
  private int feature(String name) {
    if (name.indexOf('(') < 0) {
      return -1;
    }
    try {
      return features.indexOf(EventSchema.canonical(name));
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  private boolean isField(String name) {
    return name.equals(schema.time())
        || schema.fields().stream()
            .anyMatch(f -> f.equals(name) || f.startsWith(name + ".") || f.startsWith(name + "["));
  }

  private static double number(String name, JsonNode value) {
    if (value.isNull()) {
      return Double.NaN; // as if it were left out
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException(
          name + "=" + JsonRecord.shown(value) + " is not a number; name the field it is made of");
    }
    if (!Double.isFinite(value.asDouble())) {
      throw new IllegalArgumentException(
          name + "=" + value.asText() + " is not finite; send a finite number, or leave it out");
    }
    return value.asDouble();
  }
}
