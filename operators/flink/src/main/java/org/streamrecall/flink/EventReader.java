package org.streamrecall.flink;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.Event;
import org.streamrecall.events.EventFields;
import org.streamrecall.events.EventSchema;
import org.streamrecall.measure.Atom;

/** How a user's event is read: a function for each field. */
final class EventReader<E> implements Serializable {
  private static final long serialVersionUID = 1;

  String keyName;
  EventRecall.Extractor<E, ?> key;
  String timeName;
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

  /** Reads by the fields' places; the names are resolved once. */
  EventRecall.Reading<E> by(EventFields fields) {
    List<String> numberNames = new ArrayList<>(fields.numbers());
    List<String> textNames = new ArrayList<>(fields.texts());
    return event -> read(event, numberNames, textNames);
  }

  private Event read(E event, List<String> numberNames, List<String> textNames) {
    Object whose = key.apply(event);
    if (whose == null || whose.toString().isEmpty()) {
      throw new IllegalArgumentException(
          keyName + " is missing; every event needs the key that it belongs to");
    }
    double[] values = new double[numberNames.size()];
    for (int i = 0; i < values.length; i++) {
      String name = numberNames.get(i);
      values[i] = number(name, numbers.get(name).apply(event));
    }
    String[] names = new String[textNames.size()];
    for (int i = 0; i < names.length; i++) {
      Object text = texts.get(textNames.get(i)).apply(event);
      names[i] = text == null ? null : text.toString();
    }
    return new Event(whose.toString(), time(event), values, names, null);
  }

  private long time(E event) {
    if (time == null) {
      return Atom.NO_TIME;
    }
    double millis = number(timeName, time.apply(event));
    return Double.isNaN(millis) ? Atom.NO_TIME : (long) millis;
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
