package org.streamrecall.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.streamrecall.events.Categories;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.TargetTruth;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Method;
import org.streamrecall.model.Status;
import org.streamrecall.training.HeldOutOutcome.Said;

/**
 * What a model and the untrained default foretold of held-out events, brought together with what
 * came: an outcome counts if the event that it was foretold at is held out.
 */
public final class HeldOutEvents {
  private final EventSchema schema;
  private final EventFields fields;
  private final List<HeldOutOutcome> outcomes = new ArrayList<>();
  private final List<Double> surprises = new ArrayList<>();
  private final List<Map<String, Double>> methods = new ArrayList<>(); // sums of shares, by target
  private final List<TargetTruth> truths = new ArrayList<>(); // of the key, none of a category
  private final Deque<Asked> asked = new ArrayDeque<>(); // newest first
  private double effective; // sum of effective tokens
  private double tokens; // sum of tokens, of the same answers
  private long answers; // that are held out, from a memory that had learned something

  private record Asked(Answer trained, Answer untrained, boolean counts) {}

  public HeldOutEvents(EventSchema schema) {
    this.schema = schema;
    fields = EventFields.of(schema);
    schema.predict().forEach(target -> methods.add(new TreeMap<>()));
    nextKey();
  }

  /** Another key begins. */
  public void nextKey() {
    asked.clear();
    truths.clear();
    for (Target target : schema.predict()) {
      if (!target.isCategory()) {
        truths.add(new TargetTruth(schema, target));
      }
    }
  }

  /**
   * Takes in the next event of the key.
   *
   * @param counts whether the event is held out
   */
  public void add(
      Event event, boolean isNewKey, boolean counts, Judgement trained, Judgement untrained) {
    asked.addFirst(new Asked(trained.answer(), untrained.answer(), counts));
    if (asked.size() > schema.farthest() + 1) {
      asked.removeLast();
    }
    if (counts && !Double.isNaN(trained.surprise())) {
      surprises.add(trained.surprise());
    }
    if (counts && trained.answer().status() == Status.OK) {
      see(trained.answer());
    }
    double[] numbers = truths.stream().mapToDouble(truth -> truth.next(event)).toArray();
    List<Asked> newest = List.copyOf(asked);
    for (int t = 0; t < schema.predict().size(); t++) {
      int horizon = schema.predict().get(t).horizon();
      if (horizon < newest.size()) {
        double number = schema.isCategory() ? Double.NaN : numbers[t];
        add(event, isNewKey, t, number, newest.get(horizon));
      }
    }
  }

  private void see(Answer answer) {
    answers++;
    effective += answer.effectiveTokens();
    tokens += answer.tokens();
    for (int t = 0; t < answer.methods().size(); t++) {
      for (Method method : answer.methods().get(t).of()) {
        methods.get(t).merge(method.name(), method.weight(), Double::sum);
      }
    }
  }

  private void add(Event event, boolean isNewKey, int t, double number, Asked of) {
    boolean known = of.trained.status() == Status.OK && of.untrained.status() == Status.OK;
    if (!of.counts || !known) {
      return;
    }
    Target target = schema.predict().get(t);
    String name = target.isCategory() ? event.texts()[fields.text(target.field())] : null;
    if (target.isCategory() ? name != null : !Double.isNaN(target.scale(number))) {
      outcomes.add(
          new HeldOutOutcome(
              event.key(),
              isNewKey,
              event.time(),
              of.trained.tokens(),
              t,
              number,
              name,
              target.isCategory() ? said(of.trained, name) : said(of.trained, t),
              target.isCategory() ? said(of.untrained, name) : said(of.untrained, t)));
    }
  }

  private static Said said(Answer answer, int t) {
    double[][] interval = answer.interval();
    boolean known = interval != null && interval[t] != null;
    return new Said(
        answer.value()[t],
        known ? interval[t][0] : Double.NaN,
        known ? interval[t][1] : Double.NaN,
        null,
        Double.NaN,
        Double.NaN,
        false);
  }

  private static Said said(Answer answer, String name) {
    int slot = Categories.slot(name, answer.categories());
    int likeliest = Evaluation.mostProbable(answer.value());
    double probability = slot >= 0 && slot < answer.value().length ? answer.value()[slot] : 0;
    return new Said(
        Double.NaN,
        Double.NaN,
        Double.NaN,
        answer.categories().get(likeliest),
        answer.value()[likeliest],
        probability,
        slot == likeliest);
  }

  public EventSchema schema() {
    return schema;
  }

  /** Outcomes in the order of keys and events. */
  public List<HeldOutOutcome> outcomes() {
    return Collections.unmodifiableList(outcomes);
  }

  /** One minus the p-value of each held-out event of which something had been foretold. */
  public List<Double> surprises() {
    return Collections.unmodifiableList(surprises);
  }

  /** Mean share of each method in what was foretold, by name; for each target. */
  public List<Map<String, Double>> methods() {
    List<Map<String, Double>> means = new ArrayList<>();
    for (Map<String, Double> of : methods) {
      Map<String, Double> mean = new TreeMap<>();
      of.forEach((name, sum) -> mean.put(name, sum / answers));
      means.add(mean);
    }
    return means;
  }

  /** Mean number of tokens that carried an answer; NaN without any answer. */
  public double effectiveTokens() {
    return effective / answers;
  }

  /** Mean number of tokens that a memory had when asked; NaN without any answer. */
  public double tokens() {
    return tokens / answers;
  }
}
