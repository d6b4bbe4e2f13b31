package org.streamrecall.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the fields of some events hold: which are numbers, which names of few, in their order. A
 * field {@code a.b} is field b of the object in field a.
 */
public final class FieldSurvey {
  private static final JsonMapper JSON = new JsonMapper();

  /** Different names of a field, above which it tells events apart and no kinds of them. */
  private static final int MOST_NAMES = 64;

  /** A field of numbers may be missing, but is hardly ever something else. */
  private static final double NEARLY_ALL = 0.95;

  private final Map<String, Field> fields = new LinkedHashMap<>();

  private static final class Field {
    int known;
    int numbers;
    final Set<String> different = new HashSet<>(); // at most MOST_NAMES + 1

    boolean isNumber() {
      return numbers >= NEARLY_ALL * known && varies();
    }

    boolean isName() {
      return numbers < NEARLY_ALL * known && varies() && different.size() <= MOST_NAMES;
    }

    boolean varies() {
      return different.size() > 1;
    }
  }

  /** Takes in an event; what is no object is passed over. */
  public void add(byte[] json) {
    JsonNode event;
    try {
      event = JSON.readTree(json);
    } catch (IOException e) {
      return; // told of where events are read
    }
    if (event != null) {
      add(event);
    }
  }

  /** The same of an event that has been read. */
  public void add(JsonNode event) {
    if (event.isObject()) {
      add(event, "");
    }
  }

  private void add(JsonNode object, String prefix) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = prefix + entry.getKey();
      JsonNode value = entry.getValue();
      if (value.isObject()) {
        add(value, name + ".");
      } else if (value.isValueNode() && !value.isNull()) {
        add(fields.computeIfAbsent(name, absent -> new Field()), value);
      }
    }
  }

  private static void add(Field field, JsonNode value) {
    field.known++;
    field.numbers += value.isNumber() || isNumber(value.asText()) ? 1 : 0;
    if (field.different.size() <= MOST_NAMES) {
      field.different.add(value.asText());
    }
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * Fields that hold numbers, and not one alone.
   *
   * @param not fields that are left out
   */
  public List<String> numbers(Set<String> not) {
    return names(not, Field::isNumber);
  }

  /**
   * Fields that hold names, of which there are two to {@value #MOST_NAMES}.
   *
   * @param not fields that are left out
   */
  public List<String> names(Set<String> not) {
    return names(not, Field::isName);
  }

  private List<String> names(Set<String> not, Predicate<Field> kind) {
    return fields.entrySet().stream()
        .filter(entry -> !not.contains(entry.getKey()) && kind.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
