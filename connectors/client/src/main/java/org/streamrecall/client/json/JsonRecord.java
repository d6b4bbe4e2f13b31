package org.streamrecall.client.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.client.Excerpt;
import org.streamrecall.client.WireFormat;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.WholeText;
import org.streamrecall.model.Fields;
import org.streamrecall.model.NGrams;

/**
 * The fields of one JSON object, by name and type. A missing field and {@code null} are the same.
 * Every fault is an {@link IllegalArgumentException} with field, value, rule and remedy.
 */
record JsonRecord(JsonNode object) {
  /** A longer context or id is no name but a mistake, and would be copied into every answer. */
  static final int MAX_NAME = WireFormat.MAX_NAME;

  boolean has(String field) {
    return object.hasNonNull(field);
  }

  /** A text of 1 to {@link #MAX_NAME} characters; {@code otherwise} null makes it required. */
  String name(String field, String otherwise) {
    String text = text(field);
    if (text == null && otherwise == null) {
      throw new IllegalArgumentException(
          field + " is missing; every such record needs \"" + field + "\":\"..\"");
    }
    if (text != null && (text.isEmpty() || text.length() > MAX_NAME)) {
      throw new IllegalArgumentException(
          field + " has " + text.length() + " characters; it must have 1 to " + MAX_NAME);
    }
    return text == null ? otherwise : text;
  }

  /** A text, or null if it is missing. */
  String text(String field) {
    if (!has(field)) {
      return null;
    }
    JsonNode value = object.get(field);
    if (!value.isTextual()) {
      throw wrongType(field, value, "a text");
    }
    return WholeText.require(field, value.asText());
  }

  long time(String field) {
    if (!has(field)) {
      return Atom.NO_TIME;
    }
    JsonNode value = object.get(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrongType(field, value, "a whole number of milliseconds since the epoch");
    }
    if (value.asLong() == Atom.NO_TIME) {
      throw new IllegalArgumentException(
          field + "=" + value + " stands for no time; leave the field out instead");
    }
    return value.asLong();
  }

  double number(String field, double otherwise) {
    if (!has(field)) {
      return otherwise;
    }
    JsonNode value = object.get(field);
    if (!value.isNumber()) {
      throw wrongType(field, value, "a number");
    }
    return value.asDouble();
  }

  /** The tag as numbers, or as the features of the text that the schema names. */
  float[] tag(Fields fields) {
    String text = fields.text();
    if (text == null || !has(text)) {
      String remedy =
          text == null
              ? "send \"tag\":[" + fields.tag() + " numbers]"
              : "send \"" + text + "\":\"..\", which the schema names as the text of the tag";
      return numbers("tag", fields.tag(), remedy);
    }
    if (has("tag")) {
      throw new IllegalArgumentException(
          "tag and " + text + " are both given; send the text or the numbers, not both");
    }
    return NGrams.features(texts(text), fields.tag());
  }

  /** Exactly {@code length} finite numbers. */
  float[] numbers(String field, int length, String remedy) {
    JsonNode array = numbers(field, remedy);
    if (length >= 0 && array.size() != length) {
      throw new IllegalArgumentException(
          field
              + " has "
              + array.size()
              + " numbers, the schema says "
              + length
              + "; send exactly that many");
    }
    return numbers(field, array);
  }

  private static float[] numbers(String field, JsonNode array) {
    float[] numbers = new float[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(field, i, array.get(i));
    }
    return numbers;
  }

  /** An array of numbers as they are written: one of 32 bits comes back as its shortest decimal. */
  double[] doubles(String field, String remedy) {
    return doubles(field, numbers(field, remedy));
  }

  private JsonNode numbers(String field, String remedy) {
    if (!has(field)) {
      throw new IllegalArgumentException(field + " is missing; " + remedy);
    }
    JsonNode array = object.get(field);
    if (!array.isArray()) {
      throw wrongType(field, array, "an array of numbers");
    }
    return array;
  }

  private static double[] doubles(String field, JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      number(field, i, array.get(i));
      numbers[i] = array.get(i).doubleValue();
    }
    return numbers;
  }

  /** An array of arrays of numbers. */
  double[][] pairs(String field) {
    JsonNode array = object.get(field);
    if (!array.isArray()) {
      throw wrongType(field, array, "an array of arrays of numbers");
    }
    double[][] pairs = new double[array.size()][];
    for (int i = 0; i < pairs.length; i++) {
      String place = field + "[" + i + "]";
      if (!array.get(i).isArray()) {
        throw wrongType(place, array.get(i), "an array of numbers");
      }
      pairs[i] = doubles(place, array.get(i));
    }
    return pairs;
  }

  /** An array of objects, empty if it is missing. */
  List<JsonRecord> objects(String field) {
    List<JsonRecord> objects = new ArrayList<>();
    for (JsonNode one : array(field, "an array of objects")) {
      if (!one.isObject()) {
        throw wrongType(field + "[" + objects.size() + "]", one, "an object");
      }
      objects.add(new JsonRecord(one));
    }
    return objects;
  }

  /** An array of names, empty if it is missing; a name may be null. */
  List<String> names(String field) {
    List<String> names = new ArrayList<>();
    for (JsonNode name : array(field, "an array of texts")) {
      if (!name.isTextual() && !name.isNull()) {
        throw wrongType(field + "[" + names.size() + "]", name, "a text or null");
      }
      names.add(name.textValue());
    }
    return names;
  }

  private JsonNode array(String field, String rule) {
    JsonNode array = object.path(field);
    if (has(field) && !array.isArray()) {
      throw wrongType(field, array, rule);
    }
    return array;
  }

  /** A text, or an array of some. */
  List<String> texts(String field) {
    JsonNode value = object.get(field);
    List<String> texts = new ArrayList<>();
    if (value.isTextual()) {
      texts.add(value.asText());
    } else if (value.isArray() && !value.isEmpty()) {
      for (JsonNode text : value) {
        if (!text.isTextual()) {
          throw wrongType(field + "[" + texts.size() + "]", text, "a text");
        }
        texts.add(text.asText());
      }
    } else {
      throw wrongType(field, value, "a text or an array of texts");
    }
    return texts;
  }

  private static float number(String field, int index, JsonNode value) {
    String place = field + "[" + index + "]";
    if (!value.isNumber()) {
      throw wrongType(place, value, "a number");
    }
    float number = (float) value.asDouble();
    if (!Float.isFinite(number)) {
      throw new IllegalArgumentException(
          place + "=" + shown(value) + " is not finite in 32 bits; numbers must be finite");
    }
    return number;
  }

  private static IllegalArgumentException wrongType(String place, JsonNode value, String rule) {
    return new IllegalArgumentException(
        place + "=" + shown(value) + " is not " + rule + "; correct the sender or the schema");
  }

  /** A value short enough for a message. */
  static String shown(JsonNode value) {
    return shown(value.toString());
  }

  static String shown(String text) {
    return Excerpt.shown(text);
  }
}
