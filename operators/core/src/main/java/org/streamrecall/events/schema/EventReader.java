package org.streamrecall.events.schema;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.feature.Target;
import org.streamrecall.measure.Atom;

/** How a user's event is read: a function for each field. */
public final class EventReader<E> implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String EVENT_KEY = "every event needs the key that it belongs to";
  private static final String OUTCOME_KEY = "every outcome needs the key of its event";

  private String keyName;
  private Extractor<E, ?> key; // null if all are one series
  private String idName;
  private Extractor<E, ?> id;
  private String timeName; // a field, or seconds(field)
  private transient TimeField timeField; // of timeName, once it was needed
  private Extractor<E, ?> time;
  private final Map<String, Extractor<E, ?>> numbers = new LinkedHashMap<>();
  private final Map<String, Extractor<E, ?>> texts = new LinkedHashMap<>();

  /** Reads a record; travels with the job. */
  public interface Reading<E> extends Serializable {
    /**
     * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
     */
    Event read(E event);
  }

  public void key(String name, Extractor<E, ?> of) {
    keyName = name;
    key = of;
  }

  public void id(String name, Extractor<E, ?> of) {
    idName = name;
    id = of;
  }

  public void time(String name, Extractor<E, ?> of) {
    timeName = name;
    time = of;
  }

  /** The same of what is no moment without its zone: LocalDateTime, LocalDate. */
  public void time(String name, Extractor<E, ?> of, ZoneId zone) {
    time(name, event -> JavaTimes.zoned(name, of.apply(event), zone));
  }

  /**
   * The same of texts.
   *
   * @param zone of texts that name none
   * @throws IllegalArgumentException if the pattern is none
   */
  public void time(
      String name, Extractor<E, ? extends CharSequence> of, String pattern, ZoneId zone) {
    time(name, new JavaTimes.OfText<>(name, of, pattern, zone));
  }

  public void number(String name, Extractor<E, ?> of) {
    numbers.put(name, of);
  }

  public void text(String name, Extractor<E, ?> of) {
    texts.put(name, of);
  }

  /** Null if all are one series. */
  public String keyName() {
    return keyName;
  }

  public String timeName() {
    return timeName;
  }

  /**
   * Checks key and id.
   *
   * @param what has them, for the message
   * @param keyRemedy what to add where there is no key
   * @param idRemedy the same for the id; null where none is needed
   * @throws IllegalStateException if one is missing, or there is a key that the schema does not
   *     know: it would part what is one series
   */
  public void requireNames(EventSchema schema, String what, String keyRemedy, String idRemedy) {
    require(what, "key", schema.key() == null || key != null, keyRemedy);
    if (schema.key() == null && key != null) {
      throw new IllegalStateException(
          "the model has no key, all its events are one series; leave .key(\""
              + keyName
              + "\", ..) out, or take a model with a key");
    }
    require(what, "id", idRemedy == null || id != null, idRemedy);
  }

  private static void require(String what, String name, boolean there, String remedy) {
    if (!there) {
      throw new IllegalStateException(what + " no " + name + "; add " + remedy);
    }
  }

  /**
   * @throws IllegalStateException if a field has no function
   */
  public void requireFields(EventSchema schema) {
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
  public void requireFeatures(EventSchema schema) {
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
  public void requireTargets(EventSchema schema) {
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
  public Reading<E> by(EventFields fields) {
    List<String> numberNames = new ArrayList<>(fields.numbers());
    List<String> textNames = new ArrayList<>(fields.texts());
    return event -> read(event, numberNames, textNames, EVENT_KEY);
  }

  /** Reads outcomes, which must bring all that is to be foretold. */
  public Reading<E> outcomes(EventSchema schema) {
    List<String> targets = new ArrayList<>();
    schema.predict().forEach(target -> targets.add(target.field()));
    EventFields fields = EventFields.of(schema);
    List<String> numberNames = new ArrayList<>(fields.numbers());
    List<String> textNames = new ArrayList<>(fields.texts());
    return outcome -> {
      for (String name : targets) {
        Extractor<E, ?> of = numbers.containsKey(name) ? numbers.get(name) : texts.get(name);
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

  private static <E> Object value(Extractor<E, ?> field, E event) {
    return field == null ? null : field.apply(event);
  }

  private String id(E event) {
    if (id == null) {
      return null;
    }
    Object name = id.apply(event);
    if (name == null || name.toString().isEmpty()) {
      throw new IllegalArgumentException(
          idName + " is missing; by it an event is told from others and joined to its outcome");
    }
    return name.toString();
  }

  private long time(E event) {
    if (time == null) {
      return Atom.NO_TIME;
    }
    Object when = time.apply(event);
    JavaTimes.requireMoment(timeName, when);
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
    Instant moment = JavaTimes.moment(value);
    if (moment != null) {
      return moment.toEpochMilli();
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
