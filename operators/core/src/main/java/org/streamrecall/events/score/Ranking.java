package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Status;

/**
 * One target of all keys.
 *
 * @param <S> what a method says
 */
abstract class Ranking<S> {
  private final Target target;
  private final int own;
  private final Map<String, Contest<S>> keys = new LinkedHashMap<>();
  final List<String> names; // of the methods, ours first

  Ranking(Target target, List<String> ours, List<String> theirs) {
    this.target = target;
    own = ours.size();
    names = new ArrayList<>(ours);
    names.addAll(theirs);
  }

  abstract Rivals<S> rivals();

  abstract Tally<S> tally();

  abstract Tally<S> total();

  /** What an event says; of its key everything is known that was before. */
  abstract Truth truth(Event event);

  /** What an answer says of a key's target. */
  abstract S said(Answer answer, String key);

  /** What an event says is known from here on. */
  void learn(String key, Truth truth) {
    // only names are kept
  }

  /**
   * @param scored the keys that have outcomes to be scored
   */
  abstract List<Score.Line> lines(List<Tally<S>> scored);

  /** How many keys of those the last value is never wrong of. */
  abstract int constant(List<Tally<S>> scored);

  /** How many other keys of those are too short for figures of their own. */
  abstract int tooShort(List<Tally<S>> scored);

  void add(Event event, List<Judgement> ours, float[] tag, double[] inputs, boolean counts) {
    Contest<S> contest = contest(event.key());
    Truth truth = truth(event);
    if (target.horizon() > 0) {
      learn(event.key(), truth);
    }
    contest.next(truth, said(event, ours), tag, inputs, counts);
    if (target.horizon() == 0) {
      learn(event.key(), truth);
    }
  }

  /** The same of an event whose outcome comes later. */
  void ask(Event event, List<Judgement> ours, float[] tag, double[] inputs) {
    contest(event.key()).ask(event.id(), said(event, ours), tag, inputs);
  }

  /** What came of an event that was asked about, by its key and id. */
  void know(Event outcome) {
    Truth truth = truth(outcome);
    contest(outcome.key()).know(outcome.id(), truth);
    learn(outcome.key(), truth);
  }

  private Contest<S> contest(String key) {
    return keys.computeIfAbsent(
        key, name -> new Contest<>(target.horizon(), rivals(), total(), tally()));
  }

  /** Null where one of ours says nothing. */
  private List<S> said(Event event, List<Judgement> ours) {
    List<S> said = new ArrayList<>();
    for (Judgement judgement : ours) {
      if (judgement.answer().status() != Status.OK) {
        return null;
      }
      said.add(said(judgement.answer(), event.key()));
    }
    return said;
  }

  Score.Table table() {
    List<Tally<S>> scored = new ArrayList<>();
    LeftOut left = LeftOut.NONE;
    int unscored = 0;
    for (Contest<S> contest : keys.values()) {
      left = left.plus(contest.leftOut());
      if (contest.own().count() > 0) {
        scored.add(contest.own());
      } else if (contest.isCounted()) {
        unscored++;
      }
    }
    return new Score.Table(
        target,
        lines(scored),
        own,
        total().count(),
        scored.size(),
        left.withKeys(unscored, constant(scored), tooShort(scored)));
  }
}
