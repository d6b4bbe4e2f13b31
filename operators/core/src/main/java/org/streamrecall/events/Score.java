package org.streamrecall.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.model.Status;

/**
 * Ours beside what most users have today, on the same events, each foretold before it is known. An
 * event is scored once every method has something to say of it.
 */
public final class Score {
  /** Events of a key before its first is scored, so that all have learned something. */
  private static final int FIRST = 8;

  /**
   * One method's figures.
   *
   * @param name of the method
   * @param rmse root of the mean squared error, in the user's units
   * @param coverage share of truths within the stated interval; NaN for those that state none
   */
  public record Line(String name, double rmse, double coverage) {}

  private final EventSchema schema;
  private final EventFields fields;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Key> keys = new HashMap<>();
  private final double[] squares;
  private final int own; // of the methods, the first ones
  private final long[] covered; // by our own methods' intervals
  private long scored;

  /** One key: what the baselines know, and what waits for its outcome. */
  private static final class Key {
    private final List<Forecast> forecasts;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long events;

    Key(EventSchema schema) {
      forecasts = Forecast.baselines(schema);
    }
  }

  /** What was foretold: by method, then by target; and our own intervals. */
  private record Waiting(double[][] foretold, float[][][] intervals, boolean counts) {}

  /** With one memory of ours. */
  public Score(EventSchema schema) {
    this(schema, List.of("StreamRecall"));
  }

  /**
   * @param ours names of our own memories, the first being the one that counts
   * @throws IllegalArgumentException if categories are foretold
   */
  public Score(EventSchema schema, List<String> ours) {
    if (schema.isCategory()) {
      throw new IllegalArgumentException(
          "the score compares numbers, and " + schema.predict() + " is a category");
    }
    this.schema = schema;
    fields = EventFields.of(schema);
    own = ours.size();
    names.addAll(ours);
    names.addAll(Forecast.names(schema));
    squares = new double[names.size()];
    covered = new long[own];
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
    Key key = keys.computeIfAbsent(event.key(), name -> new Key(schema));
    double[][] foretold = new double[names.size()][];
    float[][][] intervals = new float[own][][];
    for (int m = 0; m < own; m++) {
      boolean said = ours.get(m).answer().status() == Status.OK;
      foretold[m] = new double[schema.predict().size()];
      for (int t = 0; t < foretold[m].length; t++) {
        foretold[m][t] = said ? ours.get(m).answer().value()[t] : Double.NaN;
      }
      intervals[m] = ours.get(m).answer().interval();
    }
    for (int m = own; m < foretold.length; m++) {
      foretold[m] = key.forecasts.get(m - own).next(event, tag);
    }
    key.waiting.add(new Waiting(foretold, intervals, counts));
    for (int t = 0; t < schema.predict().size(); t++) {
      int ahead = schema.predict().get(t).horizon();
      Waiting of = back(key, ahead);
      double truth = event.numbers()[fields.number(schema.predict().get(t).field())];
      if (of != null && of.counts() && key.events - ahead >= FIRST && !Double.isNaN(truth)) {
        score(of, t, truth);
      }
    }
    key.events++;
    if (key.waiting.size() > schema.farthest()) {
      key.waiting.remove();
    }
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
    for (double[] method : of.foretold()) {
      if (Double.isNaN(method[t])) {
        return;
      }
    }
    for (int m = 0; m < squares.length; m++) {
      double error = of.foretold()[m][t] - truth;
      squares[m] += error * error;
    }
    for (int m = 0; m < own; m++) {
      float[] bounds = of.intervals()[m][t];
      covered[m] += truth >= bounds[0] && truth <= bounds[1] ? 1 : 0;
    }
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
    for (int m = 0; m < squares.length; m++) {
      double coverage = m < own ? (double) covered[m] / scored : Double.NaN;
      lines.add(new Line(names.get(m), Math.sqrt(squares[m] / scored), coverage));
    }
    return lines;
  }
}
