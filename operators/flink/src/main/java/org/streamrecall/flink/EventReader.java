package org.streamrecall.flink;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.schema.TimeField;
import org.streamrecall.measure.Atom;

/** How a user's event is read: a function for each field. */
final class EventReader<E> implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String EVENT_KEY = "every event needs the key that it belongs to";
  private static final String OUTCOME_KEY = "every outcome needs the key of its event";

  String keyName;
  EventRecall.Extractor<E, ?> key; // null if all are one series
  String idName;
  EventRecall.Extractor<E, ?> id;
  String timeName; // a field, or seconds(field)
  private transient TimeField timeField; // of timeName, once it was needed
  EventRecall.Extractor<E, ?> time;
  final Map<String, EventRecall.Extractor<E, ?>> numbers = new LinkedHashMap<>();
  final Map<String, EventRecall.Extractor<E, ?>> texts = new LinkedHashMap<>();

  /**
   * @throws IllegalStateException if a field has no function
   */
  void requireFields(EventSchema schema) {
    EventFields fields = EventFields.of(schema);
    for (String name : fields.numbers()) {
      require(name, numbers.containsKey(name), ".number(\"" + name + "\", ..)");
    }
    for (String name : fields.texts()) {
      require(name, texts.containsKey(name), ".text(\"" + name + "\", ..)");
    }
  }

  private static void require(String name, boolean there, String remedy) {
    if (!there) {
      throw new IllegalStateException(
          "the events' field " + name + " is not read by any function; add " + remedy);
    }
  }

  /**
   * What comes with outcomes need have no function.
   *
   * @throws IllegalStateException if another field has none
   */
  void requireFeatures(EventSchema schema) {
    List<String> late = schema.predict().stream().map(Target::field).toList();
    EventFields fields = EventFields.of(schema);
    for (String name : fields.numbers()) {
      require(
          name, late.contains(name) || numbers.containsKey(name), ".number(\"" + name + "\", ..)");
    }
    for (String name : fields.texts()) {
      require(name, late.contains(name) || texts.containsKey(name), ".text(\"" + name + "\", ..)");
    }
  }

  /**
   * @throws IllegalStateException if a field to be foretold has no function
   */
  void requireTargets(EventSchema schema) {
    for (Target target : schema.predict()) {
      String name = target.field();
      boolean there = (target.isCategory() ? texts : numbers).containsKey(name);
      String how = target.isCategory() ? ".text(\"" : ".number(\"";
      if (!there) {
        throw new IllegalStateException(
            "the outcomes' field "
                + name
                + " is not read by any function; add "
                + how
                + name
                + "\", ..)");
      }
    }
  }

  /** Reads by the fields' places; the names are resolved once. */
  EventRecall.Reading<E> by(EventFields fields) {
    List<String> numberNames = new ArrayList<>(fields.numbers());
    List<String> textNames = new ArrayList<>(fields.texts());
    return event -> read(event, numberNames, textNames, EVENT_KEY);
  }

  /** Reads outcomes, which must bring all that is to be foretold. */
  EventRecall.Reading<E> outcomes(EventSchema schema) {
    List<String> targets = new ArrayList<>();
    schema.predict().forEach(target -> targets.add(target.field()));
    EventFields fields = EventFields.of(schema);
    List<String> numberNames = new ArrayList<>(fields.numbers());
    List<String> textNames = new ArrayList<>(fields.texts());
    return outcome -> {
      for (String name : targets) {
        EventRecall.Extractor<E, ?> of =
            numbers.containsKey(name) ? numbers.get(name) : texts.get(name);
        if (of.apply(outcome) == null) {
          throw new IllegalArgumentException(
              name + " is missing; an outcome brings all that is to be foretold, at once");
        }
      }
      return read(outcome, numberNames, textNames, OUTCOME_KEY);
    };
  }

  private Event read(E event, List<String> numberNames, List<String> textNames, String rule) {
    Object whose = key == null ? EventSchema.ONE_SERIES : key.apply(event);
    if (whose == null || whose.toString().isEmpty()) {
      throw new IllegalArgumentException(keyName + " is missing; " + rule);
    }
    double[] values = new double[numberNames.size()];
    for (int i = 0; i < values.length; i++) {
      String name = numberNames.get(i);
      values[i] = number(name, value(numbers.get(name), event));
    }
    String[] names = new String[textNames.size()];
    for (int i = 0; i < names.length; i++) {
      Object text = value(texts.get(textNames.get(i)), event);
      names[i] = text == null ? null : text.toString();
    }
    return new Event(whose.toString(), time(event), values, names, null, id(event), null);
  }

  private static <E> Object value(EventRecall.Extractor<E, ?> field, E event) {
    return field == null ? null : field.apply(event);
  }

  private String id(E event) {
    if (id == null) {
      return null;
    }
    Object name = id.apply(event);
    if (name == null || name.toString().isEmpty()) {
      throw new IllegalArgumentException(
          idName + " is missing; it is what events and their outcomes are joined by");
    }
    return name.toString();
  }

  private long time(E event) {
    if (time == null) {
      return Atom.NO_TIME;
    }
    Object when = time.apply(event);
    double given = number(timeName, when);
    double millis = when instanceof Number ? timeUnit().millis(given) : given;
    return Double.isNaN(millis) ? Atom.NO_TIME : (long) millis;
  }

  private TimeField timeUnit() {
    if (timeField == null) {
      timeField = TimeField.parse(timeName);
    }
    return timeField;
  }

  private static double number(String name, Object value) {
    if (value == null) {
      return Double.NaN;
    }
    if (value instanceof java.time.Instant instant) {
      return instant.toEpochMilli();
    }
    if (!(value instanceof Number number)) {
      throw new IllegalArgumentException(
          name
              + "="
              + value
              + " is no number but a "
              + value.getClass().getSimpleName()
              + "; read it by .text(\""
              + name
              + "\", ..), or give a Number, an Instant or null");
    }
    double x = number.doubleValue();
    if (Double.isInfinite(x)) {
      throw new IllegalArgumentException(name + "=" + x + " is not finite; use null if unknown");
    }
    return x;
  }
}
