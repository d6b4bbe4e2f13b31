package org.streamrecall.training;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.Trial;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;

/**
 * Chooses what is frozen before training: slots of a category, tag map and read-out. Each choice is
 * trained whole on the keys that teach and tried on those that validate; it is left only for one
 * that is better by more than chance may give.
 */
public final class SchemaSearch {
  private static final int KEYS = 60; // that maps are fitted to
  private static final int EVENTS = 400; // of each

  /**
   * What was chosen.
   *
   * @param reading how its events are read
   * @param result the trained model; hit its time limit if any choice's training did
   * @param choices in the order in which they were tried
   */
  public record Found(EventSchema reading, TrainingResult result, List<SchemaChoice> choices) {}

  private final EventTraining training;
  private final TrainingOptions options;
  private final Progress progress;
  private final EventSchema reading;
  private final Trial trial;
  private final List<SchemaChoice> choices = new ArrayList<>();
  private TrainingResult best;
  private double loss;
  private int chosen; // of the choices
  private boolean cut;

  private SchemaSearch(EventTraining training, TrainingOptions options, Progress progress) {
    this.training = training;
    this.options = options;
    this.progress = progress;
    reading = training.schema();
    trial = training.trial(options.seed(), options.sketchBytes());
  }

  /**
   * @param training with the base that is wanted
   * @param options the sketch's bytes are those of the memory that will serve
   */
  public static Found of(EventTraining training, TrainingOptions options, Progress progress) {
    return new SchemaSearch(training, options, progress).found();
  }

  private Found found() {
    choices.add(new SchemaChoice("untrained default", trial.loss(reading.untrained()), false));
    if (!reading.isCategory()) {
      attempt("metric", reading.schema());
      return found(reading);
    }
    String identity = "tag map identity";
    attempt(identity + slots(reading.slots()), reading.schema());
    EventSchema used = reading;
    List<List<Event>> teachers = teachers();
    int slots = slots(teachers);
    EventSchema fewer = reading.withSlots(slots);
    if (slots < reading.slots() && attempt(identity + slots(slots), fewer.schema())) {
      used = fewer;
    }
    EventExamples examples = new EventExamples(used.untrained(), 0);
    List<List<Atom>> told = teachers.stream().map(examples::tokens).toList();
    EventTagMaps maps = new EventTagMaps(used, told);
    RecallModel first = best.model();
    attempt("tag map principal", maps.principal());
    attempt(identity + ", weighted", maps.weighted(first));
    Schema discriminant = maps.discriminant();
    if (discriminant != null) {
      attempt("tag map discriminant", discriminant);
    }
    return found(used);
  }

  private Found found(EventSchema used) {
    List<SchemaChoice> all = new ArrayList<>();
    for (int c = 0; c < choices.size(); c++) {
      all.add(new SchemaChoice(choices.get(c).name(), choices.get(c).loss(), c == chosen));
    }
    return new Found(used, cut ? best.asCut(options.seed()) : best, List.copyOf(all));
  }

  /** The same key in fewer events and keys: maps have few numbers. */
  private List<List<Event>> teachers() {
    return training.teachers(options.seed()).stream()
        .limit(KEYS)
        .map(key -> key.subList(0, Math.min(EVENTS, key.size())))
        .toList();
  }

  private static String slots(int slots) {
    return ", " + slots + " slots";
  }

  /** As many as the keys have had, and one for all others. */
  private int slots(List<List<Event>> teachers) {
    EventExamples examples = new EventExamples(reading.untrained(), 0);
    TreeSet<Integer> slots = new TreeSet<>(List.of(1));
    for (List<Event> key : teachers) {
      examples.tokens(key).forEach(token -> slots.add(EventExamples.slot(token.content())));
    }
    return slots.last() + 2;
  }

  private boolean attempt(String name, Schema schema) {
    TrainingResult result = training.fit(schema, options, progress);
    cut |= result.hitTimeLimit();
    double reached = trial.loss(result.model());
    choices.add(new SchemaChoice(name, reached, false));
    boolean better = best == null || reached < SchemaChoice.WORTH * loss;
    if (better) {
      best = result;
      loss = reached;
      chosen = choices.size() - 1;
    }
    return better;
  }
}
