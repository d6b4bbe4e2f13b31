package org.streamrecall.events.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.streamrecall.events.Categories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.FirstErrors;
import org.streamrecall.events.Tails;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Answer;
import org.streamrecall.model.NewKeys;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Status;
import org.streamrecall.model.TrainingRecord;

/**
 * How well models foretell the same events of the same keys, through the memory that would serve
 * them, in a unit that depends on no model: so that models of other schemas can be compared. What
 * is not answered counts as if the mean had been said, or a category of no probability.
 */
public final class Trial {
  /** Events of a key that is new. */
  private static final int YOUNG = 50;

  private final EventSchema schema;
  private final EventFields fields;
  private final List<List<Event>> keys;
  private final double from;
  private final int sketchBytes;

  /**
   * @param schema which fields the events have, and what is to be foretold
   * @param keys events of each key, in order
   * @param from part of a key's events after which they are scored
   * @param sketchBytes all that one key takes
   */
  public Trial(EventSchema schema, List<List<Event>> keys, double from, int sketchBytes) {
    this.schema = schema;
    fields = EventFields.of(schema);
    this.keys = List.copyOf(keys);
    this.from = from;
    this.sketchBytes = sketchBytes;
  }

  /**
   * @return root of the mean squared error in deviations of each key's own values, or the log loss
   * @throws IllegalArgumentException if a key of the model's needs more bytes
   */
  public double loss(RecallModel model) {
    EventMemory memory = new EventMemory(model, sketchBytes, false, Decay.NONE);
    double[] sum = new double[2]; // losses, and how many
    for (List<Event> key : keys) {
      memory.forget();
      if (schema.isCategory()) {
        categories(key, memory, sum);
      } else {
        numbers(key, memory, sum);
      }
    }
    return schema.isCategory() ? sum[0] / sum[1] : Math.sqrt(sum[0] / sum[1]);
  }

  /**
   * What each key's first errors are like, whatever the part that is scored: what a key starts from
   * that has few errors of its own.
   *
   * @return null if a target has too few errors
   */
  public NewKeys newKeys(RecallModel model) {
    double[][] firsts = schema.isCategory() ? null : firsts(model);
    RecallModel known = model;
    if (firsts != null) {
      double[][] any = new double[firsts.length][];
      Arrays.fill(any, Tails.STUDENT.at());
      known = model.with(TrainingRecord.NONE, new NewKeys(any, firsts));
    }
    double[][] tails = new double[schema.predict().size()][];
    List<List<double[]>> scores = watched(known, (error, score) -> score);
    for (int t = 0; t < tails.length; t++) {
      tails[t] = Tails.measured(scores.get(t).stream().flatMapToDouble(Arrays::stream).toArray());
      if (tails[t] == null) {
        return null;
      }
    }
    return new NewKeys(tails, firsts);
  }

  private double[][] firsts(RecallModel model) {
    double[][] firsts = new double[schema.predict().size()][];
    List<List<double[]>> errors = watched(model, (error, score) -> error);
    for (int t = 0; t < firsts.length; t++) {
      firsts[t] = FirstErrors.measured(errors.get(t));
      if (firsts[t] == null) {
        return null;
      }
    }
    return firsts;
  }

  /** Of each target, of each key, what is taken of its first errors. */
  private List<List<double[]>> watched(RecallModel model, DoubleBinaryOperator taken) {
    EventMemory memory = new EventMemory(model, sketchBytes, false, Decay.NONE);
    List<List<double[]>> all = new ArrayList<>();
    schema.predict().forEach(target -> all.add(new ArrayList<>()));
    for (List<Event> key : keys) {
      memory.forget();
      List<List<Double>> own = new ArrayList<>();
      schema.predict().forEach(target -> own.add(new ArrayList<>()));
      memory.watch((t, error, score) -> own.get(t).add(taken.applyAsDouble(error, score)));
      for (Event event : key.subList(0, Math.min(YOUNG, key.size()))) {
        answer(memory, event);
      }
      for (int t = 0; t < own.size(); t++) {
        all.get(t).add(own.get(t).stream().mapToDouble(Double::doubleValue).toArray());
      }
    }
    return all;
  }

  private void categories(List<Event> key, EventMemory memory, double[] sum) {
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
        sum[0] += Categories.loss(p);
        sum[1]++;
      }
    }
  }

  private void numbers(List<Event> key, EventMemory memory, double[] sum) {
    int targets = schema.predict().size();
    double[] mean = new double[targets];
    double[] variance = new double[targets];
    for (int t = 0; t < targets; t++) {
      moments(key, t, mean, variance);
    }
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      Answer answer = answer(memory, key.get(i));
      if (answer == null) {
        continue;
      }
      answers.add(answer);
      for (int t = 0; t < targets; t++) {
        int asked = answers.size() - 1 - schema.predict().get(t).horizon();
        double truth = value(key.get(i), t);
        if (asked >= 0 && i >= first(key) && variance[t] > 0 && !Double.isNaN(truth)) {
          double error = said(answers.get(asked), t, mean[t]) - truth;
          sum[0] += error * error / variance[t];
          sum[1]++;
        }
      }
    }
  }

  private int first(List<Event> key) {
    return Math.max(Score.FIRST + schema.farthest(), (int) (from * key.size()));
  }

  /** Null for an event that cannot be taken in. */
  private static Answer answer(EventMemory memory, Event event) {
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

  private double value(Event event, int t) {
    Target target = schema.predict().get(t);
    return target.scale(event.numbers()[fields.number(target.field())]);
  }

  private void moments(List<Event> key, int t, double[] mean, double[] variance) {
    double[] known =
        key.stream().mapToDouble(e -> value(e, t)).filter(x -> !Double.isNaN(x)).toArray();
    for (double x : known) {
      mean[t] += x / known.length;
    }
    for (double x : known) {
      variance[t] += (x - mean[t]) * (x - mean[t]) / known.length;
    }
  }
}
