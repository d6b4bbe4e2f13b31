package org.streamrecall.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.streamrecall.client.EpochUnit;
import org.streamrecall.events.schema.Reading;
import org.streamrecall.events.schema.TimeField;

/** Which fields of some events are times, and whether lines are in their order. */
final class TimeSurvey {
  /** A time is in nearly all lines, and where it is not missing it is a time. */
  private static final double NEARLY_ALL = 0.95;

  /** Share of lines that may be earlier than the one before: late ones, or where a key begins. */
  private static final double RARELY = 0.1;

  /** How a time is written. */
  enum Form {
    TEXT("ISO 8601"),
    SECONDS("seconds since the epoch"),
    MILLIS("milliseconds since the epoch"),
    MICROS("microseconds since the epoch"),
    NANOS("nanoseconds since the epoch");

    private final String said;

    Form(String said) {
      this.said = said;
    }
  }

  /** A field all of whose values so far are times of one form. */
  private static final class Times {
    final String name;
    final Form form;
    final String said;
    final Map<String, Double> last = new HashMap<>(); // by key
    int known;
    int steps;
    int falls;
    int rises;

    /**
     * @param said how it is written, for people
     */
    Times(String name, Form form, String said) {
      this.name = name;
      this.form = form;
      this.said = said;
    }

    void add(String key, double time) {
      known++;
      Double before = last.put(key, time);
      if (before != null) {
        steps++;
        falls += time < before ? 1 : 0;
        rises += time > before ? 1 : 0;
      }
    }

    boolean runs() {
      return falls <= RARELY * steps;
    }

    boolean isOneWay() {
      return runs() || rises <= RARELY * steps;
    }

    /**
     * A number that goes up and down is no time, whatever its size.
     *
     * @param disordered whether lines are known to be in no order
     */
    boolean isTime(boolean disordered) {
      return falls + rises > 0 && (disordered || form == Form.TEXT || isOneWay());
    }

    TimeField field() {
      return new TimeField(name, form == Form.SECONDS);
    }
  }

  private final String key;
  private final Set<String> not;
  private final Map<String, Times> times = new LinkedHashMap<>(); // null for what is no time
  private final Map<String, Integer> undated = new LinkedHashMap<>();
  private final Map<String, String> example = new HashMap<>();
  private final FieldTimes reading;
  private final String format; // that was said, or null
  private final boolean sorts;
  private int events;

  /**
   * @param key field within whose values times do not fall, or null
   * @param not fields that are no times of events
   */
  TimeSurvey(String key, Set<String> not) {
    this(key, not, Reading.USUAL, false);
  }

  /**
   * The same of texts that are read otherwise.
   *
   * @param sorts whether events are put into order of time, and so need not be in it
   */
  TimeSurvey(String key, Set<String> not, Reading reading, boolean sorts) {
    this.key = key;
    this.not = not;
    this.reading = new FieldTimes(reading);
    this.format = reading.timeFormat();
    this.sorts = sorts;
  }

  /** Takes in an event's {@link FlatEvent fields}. */
  void add(Map<String, JsonNode> event) {
    events++;
    String whose = key == null || !event.containsKey(key) ? "" : event.get(key).asText();
    event.forEach(
        (name, value) -> {
          if (!not.contains(name) && !name.equals(key)) {
            add(name, value, whose);
          }
        });
  }

  private void add(String name, JsonNode value, String whose) {
    Form form = form(value);
    String odd = form == Form.TEXT ? null : FieldTimes.undated(value);
    if (odd != null) {
      undated.merge(name, 1, Integer::sum);
      example.putIfAbsent(name, name + odd);
    }
    if (times.containsKey(name) && times.get(name) == null) {
      return;
    }
    Times met = form == null ? null : times.get(name);
    if (form != null && met == null) {
      met = new Times(name, form, reading.isFormatted(value) ? format : form.said);
    }
    if (met == null || met.form != form) {
      times.put(name, null);
      return;
    }
    times.put(name, met);
    met.add(whose, reading.millis(met.field(), value));
  }

  private Form form(JsonNode value) {
    if (reading.isText(value)) {
      return Form.TEXT;
    }
    EpochUnit unit = FieldTimes.unit(value);
    return unit == null ? null : Form.valueOf(unit.name());
  }

  /**
   * What is to be said of a field of dates that cannot be read; null if there is none.
   *
   * @param chosen the field that is asked about; null asks about all
   */
  String undated(TimeField chosen) {
    return undated.entrySet().stream()
        .filter(field -> field.getValue() >= NEARLY_ALL * events)
        .filter(field -> chosen == null || chosen.field().equals(field.getKey()))
        .map(field -> example.get(field.getKey()) + ", or --without " + field.getKey())
        .map(said -> said + " if it is no time")
        .findFirst()
        .orElse(null);
  }

  /**
   * What is taken for the time where nobody has said it.
   *
   * @param time or null: the order of lines counts
   * @param said for people
   * @param times all fields that are times, taken or not
   */
  record Choice(TimeField time, String said, Set<String> times) {}

  /**
   * The field that is a time: of several a text rather than a number, then one that runs one way,
   * never falling rather. It is one whose order the lines have, unless they are to be sorted.
   */
  Choice choice() {
    List<Times> found = found();
    Set<String> names = new HashSet<>(found.stream().map(field -> field.name).toList());
    List<Times> running =
        found.stream()
            .filter(field -> sorts || field.runs())
            .sorted(
                Comparator.comparing((Times field) -> field.form != Form.TEXT)
                    .thenComparing(field -> !field.isOneWay())
                    .thenComparing(field -> field.falls > 0))
            .toList();
    if (running.isEmpty()) {
      return new Choice(null, none(found), names);
    }
    Times taken = running.get(0);
    StringBuilder said = new StringBuilder();
    said.append("--time was left out: ").append(taken.name).append(" is the time (");
    said.append(taken.said).append(')');
    found.stream().filter(field -> field != taken).forEach(field -> said.append(other(field)));
    return new Choice(taken.field(), said.toString(), names);
  }

  private List<Times> found() {
    List<Times> found = new ArrayList<>();
    for (Times field : times.values()) {
      if (field != null && field.known >= NEARLY_ALL * events && field.isTime(sorts)) {
        found.add(field);
      }
    }
    return found;
  }

  private static String other(Times field) {
    return "; " + field.name + " is one too (" + field.said + "), to take it" + say(field);
  }

  private static String none(List<Times> found) {
    if (found.isEmpty()) {
      return "--time was left out, and no field is a time: the order of lines counts";
    }
    StringBuilder said = new StringBuilder("--time was left out: the order of lines counts");
    for (Times field : found) {
      said.append("; ").append(field.name).append(" is a time (").append(field.said);
      said.append("), but lines are not in its order: to have them put in it say --sort, or");
      said.append(say(field));
    }
    return said.toString();
  }

  private static String say(Times field) {
    return " say --time " + ShellWord.of(field.field().toString());
  }
}
