package org.streamrecall.events.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One target of one key: what each method says, held against what comes once that is known.
 *
 * @param <S> what a method says
 */
final class Contest<S> {
  private final int horizon;
  private final Rivals<S> rivals;
  private final Tally<S> total; // of all keys
  private final Tally<S> own;
  private final ArrayDeque<Asked<S>> waiting = new ArrayDeque<>();
  private final Map<String, Late<S>> late = new LinkedHashMap<>(); // by id
  private long events;
  private long first;
  private long missing;
  private long unanswered;
  private boolean counted; // whether any event was to be scored

  /**
   * @param said by method, ours first; null where one has nothing to say
   * @param event its number among the key's
   * @param counts whether it is scored, or only learned from
   */
  private record Asked<S>(List<S> said, long event, boolean counts) {}

  private record Late<S>(Asked<S> asked, Object seen) {}

  Contest(int horizon, Rivals<S> rivals, Tally<S> total, Tally<S> own) {
    this.horizon = horizon;
    this.rivals = rivals;
    this.total = total;
    this.own = own;
  }

  /**
   * @param ours what our own methods say; null where they say nothing
   * @param counts whether what is foretold here is scored, or only learned from
   */
  void next(Truth truth, List<S> ours, float[] tag, double[] inputs, boolean counts) {
    counted |= counts;
    List<S> theirs = rivals.next(truth, tag, inputs);
    waiting.add(new Asked<>(both(ours, theirs), events++, counts));
    if (waiting.size() > horizon) {
      judge(waiting.remove(), truth);
    }
  }

  /** The same of an event whose outcome {@link #know} will be told, by the event's id. */
  void ask(String id, List<S> ours, float[] tag, double[] inputs) {
    counted = true;
    Rivals.Asked<S> theirs = rivals.ask(tag, inputs);
    Late<S> told =
        late.put(
            id, new Late<>(new Asked<>(both(ours, theirs.said()), events++, true), theirs.seen()));
    missing += told == null ? 0 : 1; // the newer one waits
  }

  /** What came of an event that was asked about. */
  void know(String id, Truth truth) {
    Late<S> of = late.remove(id);
    if (of != null) {
      judge(of.asked(), truth);
      rivals.learn(of.seen(), truth);
    }
  }

  private List<S> both(List<S> ours, List<S> theirs) {
    if (ours == null || theirs == null) {
      return null;
    }
    List<S> said = new ArrayList<>(ours);
    said.addAll(theirs);
    return said;
  }

  private void judge(Asked<S> asked, Truth truth) {
    if (!asked.counts()) {
      return;
    }
    if (asked.event() < Score.FIRST) {
      first++;
    } else if (!truth.isKnown()) {
      missing++;
    } else if (asked.said() == null) {
      unanswered++;
    } else {
      total.add(asked.said(), truth);
      own.add(asked.said(), truth);
    }
  }

  Tally<S> own() {
    return own;
  }

  /** Whether any of its events was to be scored. */
  boolean isCounted() {
    return counted;
  }

  /** Events that are not scored, and why; of keys nothing. */
  LeftOut leftOut() {
    long early = first;
    long ahead = 0;
    for (Asked<S> asked : waiting) {
      early += asked.counts() && asked.event() < Score.FIRST ? 1 : 0;
      ahead += asked.counts() && asked.event() >= Score.FIRST ? 1 : 0;
    }
    for (Late<S> of : late.values()) {
      early += of.asked().event() < Score.FIRST ? 1 : 0;
      ahead += of.asked().event() >= Score.FIRST ? 1 : 0;
    }
    return new LeftOut(early, missing, ahead, unanswered, 0, 0, 0);
  }
}
