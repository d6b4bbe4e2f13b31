package org.streamrecall.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.streamrecall.events.schema.Reading;
import org.streamrecall.events.schema.TimeField;

/** Which field of some events may well tell whose they are, where nobody has said it. */
final class KeyHint {
  /** Events of a name on average: of fewer it tells events apart, not series. */
  private static final int FEWEST = 3;

  /** Share of the lines that are no later than the one before, and still are within a name. */
  private static final double NEXT_TO_NONE = 0.01;

  private static final int MOST_NAMED = 3; // fields

  private static final class Column {
    final String name;
    boolean text;
    int known;
    int runs; // of lines with one name
    int behind;
    String before;
    final Map<String, Double> last = new HashMap<>(); // time by name

    Column(String name) {
      this.name = name;
    }

    void add(JsonNode value, double time) {
      String now = value.asText();
      known++;
      text |= value.isTextual();
      runs += now.equals(before) ? 0 : 1;
      before = now;
      Double seen = last.put(now, time);
      behind += seen != null && time <= seen ? 1 : 0;
    }
  }

  private final FieldTimes reading;
  private final int events;
  private final TimeField time; // or null
  private final Set<String> not;
  private final Map<String, Column> columns = new LinkedHashMap<>(); // null for what is no key
  private double before = Double.NaN;
  private int behind;

  /**
   * @param events how many there will be
   * @param time or null
   * @param not fields that are no keys
   */
  KeyHint(int events, TimeField time, Set<String> not) {
    this(events, time, not, Reading.USUAL);
  }

  /** The same of texts that are read otherwise. */
  KeyHint(int events, TimeField time, Set<String> not, Reading reading) {
    this.reading = new FieldTimes(reading);
    this.events = events;
    this.time = time;
    this.not = not;
  }

  /** Takes in an event's {@link FlatEvent fields}. */
  void add(Map<String, JsonNode> event) {
    JsonNode when = time == null ? null : event.get(time.field());
    double now = when == null ? Double.NaN : reading.millis(time, when);
    behind += now <= before ? 1 : 0;
    before = now;
    event.forEach(
        (name, value) -> {
          if (!not.contains(name) && (time == null || !name.equals(time.field()))) {
            add(name, value, now);
          }
        });
  }

  private void add(String name, JsonNode value, double now) {
    Column column = columns.containsKey(name) ? columns.get(name) : new Column(name);
    if (column == null || !value.isTextual() && !value.isIntegralNumber()) {
      columns.put(name, null);
      return;
    }
    column.add(value, now);
    columns.put(name, column.last.size() <= events / FEWEST ? column : null);
  }

  /** What is to be said of an absent key. */
  String said() {
    String said = "--key was left out: all lines are one series";
    List<Column> kept = new ArrayList<>();
    for (Column column : columns.values()) {
      if (column != null && column.known == events && column.last.size() > 1) {
        kept.add(column);
      }
    }
    Column one = kept.stream().filter(this::orders).min(BY_WORTH).orElse(null);
    if (one != null) {
      return said
          + "; times come back or run backwards, but not within one "
          + one.name
          + different(one)
          + ": if each is a series of its own, say --key "
          + ShellWord.of(one.name);
    }
    List<Column> texts = kept.stream().filter(column -> column.text).limit(MOST_NAMED).toList();
    if (texts.isEmpty()) {
      return said;
    }
    List<String> names = texts.stream().map(column -> column.name + different(column)).toList();
    return said
        + "; if "
        + String.join(" or ", names)
        + " tells series apart, say --key "
        + ShellWord.of(texts.get(0).name);
  }

  private static final Comparator<Column> BY_WORTH =
      Comparator.comparing((Column column) -> !column.text)
          .thenComparing(column -> column.last.size());

  /** Whether times run within each of its names, though they do not from line to line. */
  private boolean orders(Column column) {
    boolean blocks = column.runs == column.last.size();
    return behind > 0
        && column.behind <= NEXT_TO_NONE * behind
        && (blocks || behind >= FEWEST * column.last.size());
  }

  private static String different(Column column) {
    return String.format(Locale.ROOT, " (%,d different)", column.last.size());
  }
}
