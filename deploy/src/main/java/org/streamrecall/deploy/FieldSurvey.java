package org.streamrecall.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.streamrecall.client.NumberText;

/** What the fields of some events hold: which are numbers, which names of few, in their order. */
public final class FieldSurvey {
  /** Different names of a field, above which it tells events apart and no kinds of them. */
  private static final int MOST_NAMES = 64;

  /** A field of numbers may be missing, but is hardly ever something else. */
  private static final double NEARLY_ALL = 0.95;

  private final boolean csv;
  private final List<String> missing;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  /**
   * @param csv whether a text may be a number, written as JSON does not
   */
  public FieldSurvey(boolean csv) {
    this(csv, List.of());
  }

  /**
   * @param missing texts that stand for no number, beside the usual ones
   */
  FieldSurvey(boolean csv, List<String> missing) {
    this.csv = csv;
    this.missing = missing;
  }

  private static final class Field {
    int known; // without texts that stand for no number
    int numbers;
    boolean readable; // as a number, if it is meant to be one
    String first; // value
    final Set<String> different = new HashSet<>(); // at most MOST_NAMES + 1

    boolean isNumber() {
      return known > 0 && numbers >= NEARLY_ALL * known && varies();
    }

    boolean isName() {
      return numbers < NEARLY_ALL * known && varies() && different.size() <= MOST_NAMES;
    }

    boolean varies() {
      return different.size() > 1;
    }
  }

  /** Takes in an event's {@link FlatEvent fields}. */
  public void add(Map<String, JsonNode> event) {
    event.forEach((name, value) -> add(fields.computeIfAbsent(name, n -> new Field()), value));
  }

  private void add(Field field, JsonNode value) {
    String text = value.asText();
    if (!NumberText.isMissing(text) && !missing.contains(text.strip())) {
      field.known++;
      boolean number = NumberText.isNumber(text) || NumberText.isInfinite(text);
      field.numbers += value.isNumber() || csv && number ? 1 : 0;
      field.readable |= !Double.isNaN(NumberText.of(text));
    }
    if (field.first == null) {
      field.first = value.asText();
    }
    if (field.different.size() <= MOST_NAMES) {
      field.different.add(value.asText());
    }
  }

  /** Every field, in the order in which they were met. */
  Set<String> names() {
    return fields.keySet();
  }

  /** What a field holds that is never a number, by an example; null if it is, or is not there. */
  String nameIn(String field) {
    Field met = fields.get(field);
    return met == null || met.readable ? null : met.first;
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
