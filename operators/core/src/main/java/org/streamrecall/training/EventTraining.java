package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.streamrecall.events.schema.Base;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.Losses;
import org.streamrecall.events.score.Trial;
import org.streamrecall.events.score.YoungKeys;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.NewKeys;
import org.streamrecall.model.RecallModel;

/**
 * Trains a model of events on the events themselves, leak-free: on what most keys did in the first
 * part of the time. The rest of the time, and the other keys whole, are held out.
 */
public final class EventTraining {
  private static final double KEYS_HELD = 0.2;
  private static final double TIME_TRAINED = 0.75;
  private static final double VALIDATION = 0.2; // of the trained keys

  private static final int TRIED = 8000; // events that a model is tried on
  private static final int FEWEST = 24; // events of a key that teaches
  private static final int LONG = 1000; // events after which a key is no longer young

  private final EventSchema schema;
  private final List<Event> all;
  private final Map<String, List<Event>> keys = new LinkedHashMap<>();
  private final List<String> held = new ArrayList<>();
  private long until = Long.MAX_VALUE; // time from which on events are held out

  /**
   * @param events in the order of their file; each key's are brought in the order of their times
   * @throws IllegalArgumentException if there are too few
   */
  public EventTraining(EventSchema schema, List<Event> events) {
    this.schema = schema;
    all = events;
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

  /** The same events and split, numbers told as their departure from another base. */
  public EventTraining with(Base base) {
    return new EventTraining(schema.withBase(base), all);
  }

  /** What the events are read by. */
  EventSchema schema() {
    return schema;
  }

  private static int bytes(TrainingOptions options) {
    return options.sketchBytes() == 0 ? SketchLayout.UNBOUNDED : options.sketchBytes();
  }

  /**
   * Trains from the untrained default on, keeping its schema.
   *
   * @throws IllegalArgumentException if no key has enough events
   */
  public TrainingResult fit(TrainingOptions options, Progress progress) {
    Learned learned = learned(options, progress);
    return learned.validated == null ? learned.result : withNewKeys(learned.result, options);
  }

  /**
   * @param validated losses on what did not teach; null where keys are too short to teach a metric
   */
  private record Learned(TrainingResult result, Losses validated) {}

  /** What new keys start from, unless no key is left that is new to the metric. */
  private TrainingResult withNewKeys(TrainingResult result, TrainingOptions options) {
    int names = keys.size() - held.size();
    boolean all = learned(names) == names;
    return result.with(options.seed(), all ? null : newKeys(options).newKeys(result.model()));
  }

  private Learned learned(TrainingOptions options, Progress progress) {
    long start = System.nanoTime();
    List<String> names = names(new Random(options.seed()));
    int learned = learned(names.size());
    boolean all = learned == names.size();
    List<List<Event>> teachers = new ArrayList<>();
    for (List<Event> key : newest(names.subList(0, learned), TRIED / 2)) {
      teachers.add(all ? early(key) : key);
    }
    if (teachers.stream().noneMatch(key -> key.size() >= FEWEST)) {
      return new Learned(ofShortKeys(options, start), null);
    }
    Trial trial = new Trial(schema, teachers, 0, bytes(options));
    PanelTraining training = new PanelTraining(schema, trial, options, progress);
    RecallModel model = training.learn();
    Losses validated = trial(options.seed(), bytes(options)).losses(model);
    double reached = validated.mean();
    double seconds = (System.nanoTime() - start) / 1e9;
    TrainingResult result =
        new TrainingResult(
            model, training.steps(), training.loss(), reached, training.isCut(), seconds);
    return new Learned(result, validated);
  }

  /**
   * The same, but that weights are kept only if they foretell better than the untrained ones, by
   * more than chance may give.
   */
  public PaidTraining fitIfItPays(TrainingOptions options, Progress progress) {
    Learned learned = learned(options, progress);
    RecallModel untrained = schema.untrained();
    Losses before = trial(options.seed(), bytes(options)).losses(untrained);
    if (learned.validated == null) {
      return new PaidTraining(learned.result, before.mean(), before.mean(), false);
    }
    boolean paid = PaidTraining.isPaid(learned.validated, before);
    TrainingResult kept =
        paid
            ? withNewKeys(learned.result, options)
            : learned
                .result
                .with(untrained)
                .with(options.seed(), newKeys(options).newKeys(untrained));
    return new PaidTraining(kept, learned.validated.mean(), before.mean(), paid);
  }

  /** Of keys too short to teach a metric: what new ones start from. */
  private TrainingResult ofShortKeys(TrainingOptions options, long start) {
    RecallModel untrained = schema.untrained();
    NewKeys measured = newKeys(options).newKeys(untrained);
    if (measured == null) {
      throw tooFew();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new TrainingResult(untrained, 0, Double.NaN, Double.NaN, false, seconds)
        .with(options.seed(), measured);
  }

  private IllegalArgumentException tooFew() {
    return new IllegalArgumentException(
        "no key has the 100 events or so that training needs, of "
            + keys.size()
            + " keys; use the untrained default, which needs no model");
  }

  /** Keys that are trained on, in the order in which they are taken. */
  private List<String> names(Random random) {
    List<String> names = new ArrayList<>(keys.keySet());
    names.removeAll(held);
    Collections.shuffle(names, random);
    return names;
  }

  /** How many of them teach; the others validate. */
  private static int learned(int names) {
    return (int) Math.round((1 - VALIDATION) * names);
  }

  /** The part of a key that teaches where no key is left to validate. */
  private static List<Event> early(List<Event> of) {
    return of.subList(0, (int) ((1 - VALIDATION) * of.size()));
  }

  /** What keys that teach did in the time that is trained on. */
  List<List<Event>> teachers(long seed) {
    List<String> names = names(new Random(seed));
    int learned = learned(names.size());
    List<List<Event>> teachers = new ArrayList<>();
    for (String name : names.subList(0, learned)) {
      List<Event> of = trained(keys.get(name));
      teachers.add(learned == names.size() ? early(of) : of);
    }
    return teachers;
  }

  /**
   * The keys that validate; where all teach, their last fifth.
   *
   * @param sketchBytes of the memories
   */
  Trial trial(long seed, int sketchBytes) {
    List<String> names = names(new Random(seed));
    int learned = learned(names.size());
    boolean all = learned == names.size();
    List<List<Event>> tried = newest(names.subList(all ? 0 : learned, names.size()), TRIED / 2);
    return new Trial(schema, tried, all ? 1 - VALIDATION : 0, sketchBytes);
  }

  /**
   * For what was taught by no key: all that are not held out, as many as come to {@value #TRIED}
   * events of their last ones.
   */
  Trial untaughtTrial(long seed, int sketchBytes) {
    List<String> names = names(new Random(seed));
    int each = Math.max(LONG, TRIED / Math.max(1, names.size()));
    return new Trial(schema, newest(names, each), 0, sketchBytes);
  }

  /**
   * What keys did last in the time that is trained on, so many events of each, till they are
   * enough.
   */
  private List<List<Event>> newest(List<String> names, int each) {
    List<List<Event>> newest = new ArrayList<>();
    int events = 0;
    for (int k = 0; k < names.size() && events < TRIED; k++) {
      List<Event> of = trained(keys.get(names.get(k)));
      newest.add(of.subList(Math.max(0, of.size() - each), of.size()));
      events += Math.min(each, of.size());
    }
    return newest;
  }

  /** The first events of all keys that are not held out. */
  private YoungKeys newKeys(TrainingOptions options) {
    List<String> names = names(new Random(options.seed()));
    List<List<Event>> keys = new ArrayList<>();
    for (String name : names) {
      keys.add(trained(this.keys.get(name)));
    }
    return new YoungKeys(schema, keys, bytes(options));
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
