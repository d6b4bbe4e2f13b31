package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.streamrecall.events.Event;
import org.streamrecall.events.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.RecallModel;

/**
 * Trains a model of events on the events themselves, leak-free: on what most keys did in the first
 * part of the time. The rest of the time, and the other keys whole, are held out.
 */
public final class EventTraining {
  private static final double KEYS_HELD = 0.2;
  private static final double TIME_TRAINED = 0.75;
  private static final double VALIDATION = 0.2; // of the trained keys
  private static final int EXAMPLES = 1200; // of all keys together
  private static final int EACH = 24; // of one key at most

  private final EventSchema schema;
  private final Map<String, List<Event>> keys = new LinkedHashMap<>();
  private final List<String> held = new ArrayList<>();
  private long until = Long.MAX_VALUE; // time from which on events are held out

  /**
   * @param events in the order of their file; each key's are brought in the order of their times
   * @throws IllegalArgumentException if there are too few
   */
  public EventTraining(EventSchema schema, List<Event> events) {
    this.schema = schema;
    for (Event event : events) {
      keys.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event);
    }
    for (List<Event> of : keys.values()) {
      of.sort((a, b) -> Long.compare(a.time(), b.time())); // stable
    }
    split(events);
  }

  private void split(List<Event> events) {
    List<String> names = new ArrayList<>(keys.keySet());
    Collections.shuffle(names, new Random(1));
    int count = names.size() < 5 ? 0 : (int) Math.round(KEYS_HELD * names.size());
    held.addAll(names.subList(0, count));
    long[] times = events.stream().mapToLong(Event::time).sorted().toArray();
    if (times.length > 0 && times[0] != Atom.NO_TIME) {
      until = times[(int) (TIME_TRAINED * (times.length - 1))];
    }
  }

  /** Keys that are held out whole. */
  public List<String> heldKeys() {
    return List.copyOf(held);
  }

  /** Whether an event of a trained key is of the time that was trained on. */
  public boolean isTrained(Event event, int place) {
    return until == Long.MAX_VALUE
        ? place < TIME_TRAINED * keys.get(event.key()).size()
        : event.time() <= until;
  }

  /** All events, by key in order of time. */
  public Map<String, List<Event>> keys() {
    return Collections.unmodifiableMap(keys);
  }

  /**
   * Trains from the untrained default on, keeping its schema.
   *
   * @throws IllegalArgumentException if no key has enough events
   */
  public TrainingResult fit(TrainingOptions options, Progress progress) {
    RecallModel untrained = schema.untrained();
    EventExamples examples = new EventExamples(untrained, options.sketchBytes());
    Random random = new Random(options.seed());
    List<String> names = new ArrayList<>(keys.keySet());
    names.removeAll(held);
    Collections.shuffle(names, random);
    int each = Math.max(1, Math.min(EACH, EXAMPLES / Math.max(1, names.size())));
    List<Example> train = new ArrayList<>();
    List<Example> validation = new ArrayList<>();
    long learned = Math.round((1 - VALIDATION) * names.size());
    for (int k = 0; k < names.size() && train.size() + validation.size() < EXAMPLES; k++) {
      List<Example> made = examples.of(trained(keys.get(names.get(k))), each, random);
      boolean alone = names.size() == 1; // one key teaches and validates by its own moments
      int cut = alone ? made.size() * 4 / 5 : k < learned ? made.size() : 0;
      train.addAll(made.subList(0, cut));
      validation.addAll(made.subList(cut, made.size()));
    }
    if (validation.isEmpty() && train.size() > 1) {
      validation.add(train.remove(train.size() - 1));
    }
    if (train.isEmpty() || validation.isEmpty()) {
      throw new IllegalArgumentException(
          "no key has the 100 events or so that training needs, of "
              + keys.size()
              + " keys; use the untrained default, which needs no model");
    }
    return Training.fit(untrained.schema(), train, validation, options, progress);
  }

  private List<Event> trained(List<Event> of) {
    List<Event> trained = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      if (isTrained(of.get(i), i)) {
        trained.add(of.get(i));
      }
    }
    return trained;
  }
}
