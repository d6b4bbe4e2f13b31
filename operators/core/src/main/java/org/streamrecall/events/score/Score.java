package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;

/**
 * Ours beside what most users have today, on the same events, each foretold before it is known. An
 * event is scored once every method has something to say of it. The others tell all names of a
 * category apart; ours is never right of one that it does not.
 */
public final class Score {
  /** Events of a key before its first is scored, so that all have learned something. */
  public static final int FIRST = 8;

  /** Scored outcomes of a key that count in a mean over keys. */
  public static final int ENOUGH = 10;

  /**
   * One method's figures; NaN for those that it or its kind of target has not.
   *
   * @param name of the method
   * @param overLast RMSE over that of the last value, the geometric mean over keys
   * @param rmse root of the mean squared error over all outcomes, in the user's units
   * @param coverage share of truths within the stated interval
   * @param accuracy share of truths that were thought the likeliest
   * @param logLoss mean of -log of the truth's probability, which counts as at least 1e-4
   */
  public record Line(
      String name,
      double overLast,
      double rmse,
      double coverage,
      double accuracy,
      double logLoss) {}

  /**
   * One target's figures.
   *
   * @param lines by method, ours first
   * @param own how many of the lines are ours
   * @param scored outcomes that were held against what was foretold
   * @param keys that have any
   * @param leftOut what is not scored, and why
   */
  public record Table(
      Target target, List<Line> lines, int own, long scored, int keys, LeftOut leftOut) {}

  private final Inputs inputs;
  private final List<Ranking<?>> rankings = new ArrayList<>();
  private final Map<String, Inputs.Key> keys = new HashMap<>();

  /** One method of ours, and no season. */
  public Score(EventSchema schema) {
    this(schema, 0, List.of("StreamRecall"));
  }

  /**
   * @param season events in a season of what is foretold, 0 for none; a base's own counts before it
   * @param ours names of our own methods, the one that serves first
   */
  public Score(EventSchema schema, int season, List<String> ours) {
    int period = schema.base().period() > 0 ? schema.base().period() : season;
    inputs = new Inputs(schema);
    for (int t = 0; t < schema.predict().size(); t++) {
      rankings.add(
          schema.isCategory()
              ? new CategoryRanking(schema, ours)
              : new NumberRanking(schema, t, period, inputs, ours));
    }
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
    Inputs.Key key = keys.computeIfAbsent(event.key(), name -> inputs.new Key());
    double[] read = key.read(event);
    rankings.forEach(ranking -> ranking.add(event, ours, tag, read, counts));
    key.learn(event);
  }

  /**
   * Takes in an event whose outcome comes later, and what ours said of it.
   *
   * @param event with its id
   */
  public void ask(Event event, List<Judgement> ours, float[] tag) {
    Inputs.Key key = keys.computeIfAbsent(event.key(), name -> inputs.new Key());
    double[] read = key.read(event);
    rankings.forEach(ranking -> ranking.ask(event, ours, tag, read));
    if (rankings.stream().allMatch(ranking -> ranking.truth(event).isKnown())) {
      know(event); // it brings its outcome itself
    }
    key.learn(event);
  }

  /**
   * Scores an event that was asked about.
   *
   * @param outcome what came of it, with its key and id
   */
  public void know(Event outcome) {
    rankings.forEach(ranking -> ranking.know(outcome));
  }

  /** Number of truths that were held against what was foretold, of all targets. */
  public long scored() {
    return rankings.stream().mapToLong(ranking -> ranking.total().count()).sum();
  }

  /** One for each target. */
  public List<Table> tables() {
    return rankings.stream().map(Ranking::table).toList();
  }
}
