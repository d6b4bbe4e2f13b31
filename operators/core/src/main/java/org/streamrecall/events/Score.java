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
  private long scored;
  private long covered;

  /** One key: what the baselines know, and what waits for its outcome. */
  private static final class Key {
    private final List<Forecast> forecasts;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long events;

    Key(EventSchema schema) {
      forecasts = Forecast.baselines(schema);
    }
  }

  /** What was foretold: by method, then by target; null if ours said nothing. */
  private record Waiting(double[][] foretold, float[][] interval) {}

  /**
   * @throws IllegalArgumentException if categories are foretold
   */
  public Score(EventSchema schema) {
    if (schema.isCategory()) {
      throw new IllegalArgumentException(
          "the score compares numbers, and " + schema.predict() + " is a category");
    }
    this.schema = schema;
    fields = EventFields.of(schema);
    names.add("StreamRecall");
    names.addAll(Forecast.names(schema));
    squares = new double[names.size()];
  }

  /**
   * Takes in an event and what ours said of it.
   *
   * @param tag {@link EventMemory#tag()}
   */
  public void add(Event event, Judgement ours, float[] tag) {
    Key key = keys.computeIfAbsent(event.key(), name -> new Key(schema));
    double[][] foretold = new double[names.size()][];
    boolean said = ours.answer().status() == Status.OK;
    foretold[0] = new double[schema.predict().size()];
    for (int t = 0; t < foretold[0].length; t++) {
      foretold[0][t] = said ? ours.answer().value()[t] : Double.NaN;
    }
    for (int m = 1; m < foretold.length; m++) {
      foretold[m] = key.forecasts.get(m - 1).next(event, tag);
    }
    key.waiting.add(new Waiting(foretold, ours.answer().interval()));
    for (int t = 0; t < schema.predict().size(); t++) {
      int ahead = schema.predict().get(t).horizon();
      Waiting of = back(key, ahead);
      double truth = event.numbers()[fields.number(schema.predict().get(t).field())];
      if (of != null && key.events - ahead >= FIRST && !Double.isNaN(truth)) {
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
      squares[m] += Math.pow(of.foretold()[m][t] - truth, 2);
    }
    float[] bounds = of.interval()[t];
    covered += truth >= bounds[0] && truth <= bounds[1] ? 1 : 0;
    scored++;
  }

  /** Number of truths that were held against what was foretold. */
  public long scored() {
    return scored;
  }

  /** Ours first. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (int m = 0; m < squares.length; m++) {
      double coverage = m == 0 ? (double) covered / scored : Double.NaN;
      lines.add(new Line(names.get(m), Math.sqrt(squares[m] / scored), coverage));
    }
    return lines;
  }
}
