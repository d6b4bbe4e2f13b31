package org.streamrecall.events.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.Categories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Answer;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Status;

/**
 * How well models foretell the same events of the same keys, through the memory that would serve
 * them, in a unit that depends on no model: so that models of other schemas can be compared. What
 * is not answered counts as if the mean had been said, or a category of no probability.
 */
public final class Trial {
  private static final int AGES = 4;

  private final EventSchema schema;
  private final EventFields fields;
  private final List<List<Event>> keys;
  private final double from;
  private final int sketchBytes;
  private final int ages; // of a key, that are told apart
  private final int passed; // events of a key that are not scored

  /**
   * @param schema which fields the events have, and what is to be foretold
   * @param keys events of each key, in order
   * @param from part of a key's events after which they are scored
   * @param sketchBytes all that one key takes
   */
  public Trial(EventSchema schema, List<List<Event>> keys, double from, int sketchBytes) {
    this(schema, keys, from, sketchBytes, Score.FIRST, 1);
  }

  /** The same of the first events of keys, from the second on. */
  Trial(EventSchema schema, List<List<Event>> keys, int sketchBytes) {
    this(schema, keys, 0, sketchBytes, 1, AGES);
  }

  private Trial(
      EventSchema schema,
      List<List<Event>> keys,
      double from,
      int sketchBytes,
      int first,
      int ages) {
    this.schema = schema;
    fields = EventFields.of(schema);
    this.keys = List.copyOf(keys);
    this.from = from;
    this.sketchBytes = sketchBytes;
    this.ages = ages;
    passed = first + schema.farthest();
  }

  /**
   * @return root of the mean squared error in deviations of each key's own values, the geometric
   *     mean over keys, or the log loss
   * @throws IllegalArgumentException if a key of the model's needs more bytes
   */
  public double loss(RecallModel model) {
    return losses(model).mean();
  }

  /**
   * The same, key by key.
   *
   * @throws IllegalArgumentException if a key of the model's needs more bytes
   */
  public Losses losses(RecallModel model) {
    EventMemory memory = new EventMemory(model, sketchBytes, false, Decay.NONE);
    int targets = schema.predict().size();
    Losses.Builder sum = new Losses.Builder(schema.isCategory(), targets, ages);
    for (List<Event> key : keys) {
      memory.forget();
      if (schema.isCategory()) {
        categories(key, memory, sum);
      } else {
        numbers(key, memory, sum);
      }
      sum.next();
    }
    return sum.losses();
  }

  private void categories(List<Event> key, EventMemory memory, Losses.Builder sum) {
    Target target = schema.predict().get(0);
    ArrayDeque<Answer> waiting = new ArrayDeque<>();
    for (int i = 0; i < key.size(); i++) {
      Event event = key.get(i);
      Answer answer = answer(memory, event);
      if (answer == null) {
        continue;
      }
      waiting.add(answer);
      if (waiting.size() <= target.horizon()) {
        continue;
      }
      Answer asked = waiting.remove();
      String name = event.texts()[fields.text(target.field())];
      if (name != null && i >= first(key)) {
        int slot = Categories.slot(name, asked.categories());
        double p = slot >= 0 && slot < asked.value().length ? asked.value()[slot] : 0;
        sum.add(0, Categories.loss(p));
      }
    }
  }

  private void numbers(List<Event> key, EventMemory memory, Losses.Builder sum) {
    int targets = schema.predict().size();
    double[] mean = new double[targets];
    double[] variance = new double[targets];
    for (int t = 0; t < targets; t++) {
      moments(key, t, mean, variance);
    }
    List<TargetTruth> truths = truths();
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      Answer answer = answer(memory, key.get(i));
      if (answer == null) {
        continue;
      }
      answers.add(answer);
      for (int t = 0; t < targets; t++) {
        int asked = answers.size() - 1 - schema.predict().get(t).horizon();
        double truth = value(truths.get(t), key.get(i), t);
        if (asked >= 0 && i >= first(key) && variance[t] > 0 && !Double.isNaN(truth)) {
          double error = said(answers.get(asked), t, mean[t]) - truth;
          sum.add(t, error * error / variance[t]);
        }
      }
    }
  }

  private int first(List<Event> key) {
    return Math.max(passed, (int) (from * key.size()));
  }

  /** Null for an event that cannot be taken in. */
  static Answer answer(EventMemory memory, Event event) {
    try {
      return memory.tell(event).answer();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private double said(Answer answer, int t, double otherwise) {
    if (answer.status() != Status.OK) {
      return otherwise;
    }
    return schema.predict().get(t).scale(answer.value()[t]);
  }

  private List<TargetTruth> truths() {
    return schema.predict().stream().map(target -> new TargetTruth(schema, target)).toList();
  }

  private double value(TargetTruth truth, Event event, int t) {
    return schema.predict().get(t).scale(truth.next(event));
  }

  private void moments(List<Event> key, int t, double[] mean, double[] variance) {
    TargetTruth truth = truths().get(t);
    double[] known =
        key.stream().mapToDouble(e -> value(truth, e, t)).filter(x -> !Double.isNaN(x)).toArray();
    for (double x : known) {
      mean[t] += x / known.length;
    }
    for (double x : known) {
      variance[t] += (x - mean[t]) * (x - mean[t]) / known.length;
    }
  }
}
