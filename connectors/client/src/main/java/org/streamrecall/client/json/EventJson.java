package org.streamrecall.client.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.streamrecall.client.EpochUnit;
import org.streamrecall.client.EventTimes;
import org.streamrecall.client.MissingKey;
import org.streamrecall.client.NumberText;
import org.streamrecall.client.TimeDoubt;
import org.streamrecall.client.WireFormat;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.schema.TimeField;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.WholeText;

/**
 * Events as JSON objects of the user's own: what the schema names is read, the rest is left alone.
 * On their way back they are {@link JudgedJson}.
 *
 * <p>A number is a JSON number, a time ISO 8601 or a number since the epoch, in the unit in which
 * it is of the years 1990 to 2100 (the event's own of seconds if the schema says so), a name any
 * scalar. Where the schema names no key, every event's is {@link EventSchema#ONE_SERIES}. Missing
 * fields and {@code null} are the same, and where a number is meant texts as {@code NA} too; a
 * number may be a text, {@code true} is 1. A bare {@code NaN} is {@code null} too, and what is
 * infinite is refused, in any field: neither is JSON, and the event comes back. {@code a.b} is
 * field b of object a, {@code v[0]} the first element of array v. Not thread safe.
 */
public final class EventJson implements WireFormat.Events {
  private final EventSchema schema;
  private final EventFields fields;
  private final EventTimes times;
  private final String idField; // or null
  private final int foretold; // which text is the category to be foretold, or -1
  private final Set<String> named = new HashSet<>(); // all that is read
  private final Set<String> doubted = new HashSet<>();
  private Consumer<TimeDoubt> doubts = doubt -> {};

  // of the event at hand
  private final Set<String> met = new HashSet<>();
  private String key;
  private String id;
  private long time;
  private double[] numbers;
  private String[] texts;

  public EventJson(EventSchema schema) {
    this(schema, null);
  }

  /**
   * Of events and outcomes that are joined.
   *
   * @param idField what they are joined by, which each must have; or null
   */
  public EventJson(EventSchema schema, String idField) {
    this.schema = schema;
    this.idField = idField;
    times = new EventTimes(schema.reading());
    fields = EventFields.of(schema);
    foretold = schema.isCategory() ? fields.texts().indexOf(schema.predict().get(0).field()) : -1;
    named.addAll(fields.numbers());
    named.addAll(fields.texts());
    Stream.of(schema.key(), schema.time(), idField).filter(Objects::nonNull).forEach(named::add);
  }

  /**
   * Who is told in which unit times are read that are no milliseconds by their size, once for each
   * field.
   */
  public EventJson doubting(Consumer<TimeDoubt> told) {
    doubts = told;
    return this;
  }

  /**
   * @param ref what the event is called in the evidence, or null
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  @Override
  public Event read(byte[] json, String ref) {
    return read(json, ref, true, "every event needs the key that it belongs to");
  }

  /** The same of what became of an event. */
  @Override
  public Event readOutcome(byte[] json, String ref) {
    return read(json, ref, true, "every outcome needs the key of its event");
  }

  /**
   * The same of an outcome that is joined to its event by the id alone.
   *
   * @return whose key is {@code ""} if it has none
   */
  public Event readOutcomeById(byte[] json) {
    return read(json, null, true, null);
  }

  /** The same of an object that need not say whose event it is. */
  public Event readKeyless(byte[] json, String context) {
    Event event = read(json, null, false, "");
    return new Event(context, event.time(), event.numbers(), event.texts(), null);
  }

  /**
   * @param rule why a key is needed, or null if it is not
   */
  private Event read(byte[] json, String ref, boolean keyed, String rule) {
    key = schema.key() == null ? EventSchema.ONE_SERIES : null;
    id = null;
    met.clear();
    time = Atom.NO_TIME;
    numbers = new double[fields.numbers().size()];
    Arrays.fill(numbers, Double.NaN);
    texts = new String[fields.texts().size()];
    Json.requireUtf8(json);
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException(
            "the event is not a JSON object; send {\"" + first() + "\":..,..}");
      }
      readObject(parser, "");
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException(
            "the event is followed by something else; send one JSON object a record");
      }
    } catch (JsonProcessingException e) {
      throw Json.unreadable(e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the record is not UTF-8: " + e.getMessage() + "; send one JSON object in UTF-8", e);
    }
    if (keyed && key == null && rule != null) {
      throw new MissingKey(schema.key(), rule);
    }
    if (keyed && idField != null && id == null) {
      throw new IllegalArgumentException(
          idField + " is missing; by it an event is told from others and joined to its outcome");
    }
    if (keyed && foretold >= 0) {
      schema.requireName(texts[foretold]);
    }
    return new Event(keyed && key != null ? key : "", time, numbers, texts, null, id, ref);
  }

  private void readObject(JsonParser parser, String prefix) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix.isEmpty() ? parser.currentName() : prefix + parser.currentName();
      JsonToken token = parser.nextToken();
      if (prefix.isEmpty() && name.equals(JudgedJson.RECALL)) {
        throw new IllegalArgumentException(
            "the event has a field \"recall\" already; rename it, for the answer takes its place");
      }
      readValue(name, token, parser);
    }
  }

  private void readArray(JsonParser parser, String name) throws IOException {
    int element = 0;
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      readValue(name + "[" + element++ + "]", token, parser);
      token = parser.nextToken();
    }
  }

  private void readValue(String name, JsonToken token, JsonParser parser) throws IOException {
    boolean read = read(name);
    if (token == JsonToken.START_OBJECT && isPrefix(name + ".")) {
      readObject(parser, name + ".");
    } else if (token == JsonToken.START_ARRAY && isPrefix(name + "[")) {
      readArray(parser, name);
    } else if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      requireUnread(name, read);
      skip(name, parser);
    } else if (token != JsonToken.VALUE_NULL && !isNaN(name, token, parser)) {
      if (read) {
        take(name, token, parser);
      }
    }
  }

  /**
   * Whether the schema names a field. One that comes twice has no value: readers of JSON differ.
   */
  private boolean read(String name) {
    boolean read = named.contains(name);
    if (read && !met.add(name)) {
      throw new IllegalArgumentException(
          name + " comes twice in the event; send it once, for which of them counts is not said");
    }
    return read;
  }

  /** Passes over an object or an array, which comes back as it is and so must be JSON too. */
  private static void skip(String name, JsonParser parser) throws IOException {
    int open = 1;
    while (open > 0) {
      JsonToken token = parser.nextToken();
      isNaN(name, token, parser);
      open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
  }

  /**
   * Whether a value is a bare NaN, and so missing.
   *
   * @throws IllegalArgumentException if it is infinite, which no reader of what comes back takes
   */
  private static boolean isNaN(String name, JsonToken token, JsonParser parser) throws IOException {
    if (token != JsonToken.VALUE_NUMBER_FLOAT || !parser.isNaN()) {
      return false;
    }
    if (parser.getText().equals("NaN")) {
      return true;
    }
    throw new IllegalArgumentException(
        name
            + "="
            + parser.getText()
            + " is not finite, and no JSON; send a finite number, or null if it is not known");
  }

  /** The field that an event is shown by in a message. */
  private String first() {
    return schema.key() == null ? schema.fields().get(0) : schema.key();
  }

  private boolean isPrefix(String prefix) {
    for (String name : named) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static void requireUnread(String name, boolean read) {
    if (read) {
      throw new IllegalArgumentException(
          name + " is an object or an array; send a number or a text, or name a field in it");
    }
  }

  private void take(String name, JsonToken token, JsonParser parser) throws IOException {
    if (name.equals(schema.key())) {
      key = name(name, parser.getText());
    }
    if (name.equals(idField)) {
      id = name(name, parser.getText());
    }
    if (name.equals(schema.time())) {
      time = time(schema.timeField(), token, parser);
    }
    int number = fields.numbers().indexOf(name);
    if (number >= 0) {
      numbers[number] =
          fields.times().contains(name)
              ? known(time(new TimeField(name, false), token, parser))
              : number(name, token, parser);
    }
    int text = fields.texts().indexOf(name);
    if (text >= 0) {
      texts[text] = parser.getText();
    }
  }

  private static double known(long time) {
    return time == Atom.NO_TIME ? Double.NaN : time;
  }

  private static String name(String field, String text) {
    if (text.isEmpty() || text.length() > JsonRecord.MAX_NAME) {
      throw new IllegalArgumentException(
          field
              + " has "
              + text.length()
              + " characters; it must have 1 to "
              + JsonRecord.MAX_NAME);
    }
    return WholeText.require(field, text);
  }

  private long time(TimeField of, JsonToken token, JsonParser parser) throws IOException {
    String text = parser.getText();
    if (isMissing(text)) {
      return Atom.NO_TIME;
    }
    Long formatted = times.formatted(text);
    if (formatted != null) {
      return formatted;
    }
    if (!token.isNumeric() && !NumberText.isNumber(text)) {
      return times.millis(of.field(), text);
    }
    double number = token.isNumeric() ? parser.getDoubleValue() : NumberText.of(text);
    EpochUnit said = of.seconds() ? EpochUnit.SECONDS : times.unit();
    EpochUnit unit = said == null ? times.unit(of.field(), text, number) : said;
    double millis = unit.millis(number);
    if (Math.abs(millis) > Atom.MAX_NUMBER) {
      throw new IllegalArgumentException(
          of.field() + "=" + text + " is no time; send " + unit.said() + " since the epoch");
    }
    boolean odd = unit != EpochUnit.MILLIS || EpochUnit.isCount(number);
    if (said == null && odd && doubted.add(of.field())) {
      doubts.accept(new TimeDoubt(of.field(), text, (long) millis, unit));
    }
    return (long) millis;
  }

  private double number(String field, JsonToken token, JsonParser parser) throws IOException {
    String text = parser.getText();
    if (isMissing(text)) {
      return Double.NaN;
    }
    double value = token.isNumeric() ? parser.getDoubleValue() : NumberText.of(text);
    if (Double.isNaN(value)) {
      boolean infinite = NumberText.isInfinite(text);
      throw new IllegalArgumentException(
          field
              + "="
              + JsonRecord.shown("\"" + text + "\"")
              + (infinite
                  ? " is not finite; send a number, or leave the field out if it is not known"
                  : " is not a number; send a number, or read it as category(" + field + ")"));
    }
    if (Math.abs((float) value) > Event.MAX_NUMBER) { // 1e16 itself is one
      throw new IllegalArgumentException(
          field + "=" + JsonRecord.shown(text) + " is beyond 1e16; use a larger unit");
    }
    return value;
  }

  /** Also of numbers, which may stand for no value too: {@code -999}. */
  private boolean isMissing(String text) {
    return NumberText.isMissing(text) || schema.reading().missing().contains(text.strip());
  }
}
