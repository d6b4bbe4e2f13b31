package org.streamrecall.events.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.Categories;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Status;

/**
 * Ours beside what most users have today, on the same events, each foretold before it is known. An
 * event is scored once every method has something to say of it. Categories are told apart as a
 * memory does: those of a key beyond its slots are one, for every method.
 */
public final class Score {
  /** Events of a key before its first is scored, so that all have learned something. */
  static final int FIRST = 8;

  /**
   * One method's figures; NaN for those that it or its kind of target has not.
   *
   * @param name of the method
   * @param rmse root of the mean squared error, in the user's units
   * @param coverage share of truths within the stated interval
   * @param accuracy share of truths that were thought the likeliest
   * @param logLoss mean of -log of the truth's probability, which counts as at least 1e-4
   */
  public record Line(String name, double rmse, double coverage, double accuracy, double logLoss) {}

  private final EventSchema schema;
  private final EventFields fields;
  private final int period;
  private final List<Baseline> baselines;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Key> keys = new HashMap<>();
  private final int own; // of the methods, the first ones
  private final Tally tally;
  private long scored;

  /** One key: what the baselines know, and what waits for its outcome. */
  private static final class Key {
    private final List<Rival> rivals = new ArrayList<>();
    private final Categories categories = new Categories();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long events;
  }

  /** What was foretold: by target, then by method; and our own intervals. */
  private record Waiting(double[][][] foretold, double[][][] bounds, boolean counts) {}

  /** With one memory of ours, and no season but the base's. */
  public Score(EventSchema schema) {
    this(schema, 0, List.of("StreamRecall"));
  }

  /**
   * @param season events in a season of what is foretold, 0 for none; a base's own counts before it
   * @param ours names of our own memories, the first being the one that counts
   */
  public Score(EventSchema schema, int season, List<String> ours) {
    this.schema = schema;
    period = schema.base().period() > 0 ? schema.base().period() : season;
    fields = EventFields.of(schema);
    baselines = Baseline.of(schema, period);
    own = ours.size();
    names.addAll(ours);
    baselines.forEach(baseline -> names.add(baseline.title()));
    boolean[] stated = new boolean[names.size()];
    for (int m = 0; m < stated.length; m++) {
      stated[m] = m < own || baselines.get(m - own).hasProbabilities();
    }
    tally = schema.isCategory() ? new Tally.Slots(stated) : new Tally.Numbers(names.size(), own);
  }

  /** Whether categories were foretold, not numbers. */
  public boolean isCategory() {
    return schema.isCategory();
  }

  /**
   * Takes in an event and what ours said of it.
   *
   * @param tag {@link EventMemory#tag()}
   */
  public void add(Event event, Judgement ours, float[] tag) {
    add(event, List.of(ours), tag, true);
  }

  /**
   * @param counts whether what was foretold here is scored, or only learned from
   */
  public void add(Event event, List<Judgement> ours, float[] tag, boolean counts) {
    Key key = keys.computeIfAbsent(event.key(), name -> start());
    double[] truths = truths(event, key);
    int targets = truths.length;
    double[][][] foretold = new double[targets][names.size()][];
    double[][][] bounds = new double[targets][own][];
    for (int m = 0; m < own; m++) {
      Answer answer = ours.get(m).answer();
      for (int t = 0; t < targets && answer.status() == Status.OK; t++) {
        foretold[t][m] = said(answer, t, key);
        bounds[t][m] = schema.isCategory() ? null : answer.interval()[t];
      }
    }
    for (int m = own; m < names.size(); m++) {
      double[][] theirs = key.rivals.get(m - own).next(truths, tag);
      for (int t = 0; t < targets; t++) {
        foretold[t][m] = theirs[t];
      }
    }
    key.waiting.add(new Waiting(foretold, bounds, counts));
    for (int t = 0; t < targets; t++) {
      int ahead = schema.predict().get(t).horizon();
      Waiting of = back(key, ahead);
      if (of != null && of.counts() && key.events - ahead >= FIRST && !Double.isNaN(truths[t])) {
        score(of, t, truths[t]);
      }
    }
    key.events++;
    if (key.waiting.size() > schema.farthest()) {
      key.waiting.remove();
    }
  }

  private Key start() {
    Key key = new Key();
    baselines.forEach(baseline -> key.rivals.add(new Rival(baseline, schema, period)));
    return key;
  }

  /** The event's own values; a category's slot is learned as a memory does. */
  private double[] truths(Event event, Key key) {
    double[] truths = new double[schema.predict().size()];
    for (int t = 0; t < truths.length; t++) {
      Target target = schema.predict().get(t);
      if (target.isCategory()) {
        String name = event.texts()[fields.text(target.field())];
        boolean asked = key.events >= target.horizon();
        boolean known = asked && name != null;
        truths[t] = known ? key.categories.learn(name, target.slots()) : Double.NaN;
      } else {
        truths[t] = event.numbers()[fields.number(target.field())];
      }
    }
    return truths;
  }

  /** What an answer says, a category by its name: a memory may have other slots. */
  private double[] said(Answer answer, int t, Key key) {
    int slots = schema.predict().get(t).slots();
    if (slots == 0) {
      return new double[] {answer.value()[t]};
    }
    double[] p = new double[slots];
    for (int s = 0; s < answer.value().length; s++) {
      int slot = key.categories.find(answer.categories().get(s), slots); // or of null
      p[slot < 0 ? slots - 1 : slot] += answer.value()[s];
    }
    return p;
  }

  private static Waiting back(Key key, int ahead) {
    int at = key.waiting.size() - 1 - ahead;
    if (at < 0) {
      return null;
    }
    for (Waiting waiting : key.waiting) {
      if (at-- == 0) {
        return waiting;
      }
    }
    return null;
  }

  private void score(Waiting of, int t, double truth) {
    for (double[] method : of.foretold()[t]) {
      if (method == null || Double.isNaN(method[0])) {
        return;
      }
    }
    tally.add(of.foretold()[t], of.bounds()[t], truth);
    scored++;
  }

  /** Number of truths that were held against what was foretold. */
  public long scored() {
    return scored;
  }

  /** How many of the lines are ours, the first ones. */
  public int own() {
    return own;
  }

  /** Ours first. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (int m = 0; m < names.size(); m++) {
      lines.add(tally.line(m, names.get(m)));
    }
    return lines;
  }
}
