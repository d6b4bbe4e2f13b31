package org.streamrecall.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.TimerService;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Status;

/**
 * Lets the current context's inputs wait until the watermark has passed them, as {@link EventTime}
 * says.
 *
 * <ol>
 *   <li>Inputs are taken in order of time; at the same time first what forgets, then tokens, then
 *       queries, each by their bytes.
 *   <li>A query is answered once.
 *   <li>One timer of each kind stands in a context at most.
 * </ol>
 */
final class TimeOrder {
  /** Of the pending bytes, left when the oldest were taken early: not for each record anew. */
  private static final double RELIEVED = 0.75;

  /** Who takes what has waited. */
  interface Taker {
    /** Takes an input in; a query's answer, if it is one, has this status. */
    void take(RecallInput input, Status status) throws Exception;

    /** Whether the context is ever forgotten for its silence. */
    boolean expires();

    /** Forgets a context that has said nothing for so long. */
    void expire() throws Exception;

    /** Answers a query as if these had been taken in. */
    void foresee(Question question, List<RecallInput> ahead) throws Exception;
  }

  private final EventTime rules;
  private final RecallMetrics metrics;
  private final Pending pending;

  TimeOrder(EventTime rules, RuntimeContext context, RecallMetrics metrics) {
    this.rules = rules;
    this.metrics = metrics;
    pending = new Pending(context);
  }

  /**
   * @param timestamp Flink's, or null: stands in for a time that the input does not have
   * @throws Refusal if there is neither, or if the input comes too late to be let in
   */
  void arrive(RecallInput input, Long timestamp, TimerService timers, Taker taker)
      throws Exception {
    long time = time(input, timestamp);
    Progress progress = pending.progress();
    if (time <= progress.appliedUpTo()) {
      late(input, time, progress, taker);
      return;
    }
    long now = timers.currentProcessingTime();
    progress = progress.plus(pending.hold(time, input, now));
    metrics.pendingBytes.update(progress.bytes());
    long deadline = deadline(input, now);
    if (time <= timers.currentWatermark()) { // all that may come before it has come
      pending.update(progress);
      release(timers, taker);
      return;
    }
    if (time < progress.timer()) {
      progress = setTimer(time, progress, timers);
    }
    if (deadline < progress.deadline()) {
      progress = setDeadline(deadline, progress, timers);
    }
    pending.update(progress);
    if (progress.bytes() > rules.pendingBytes()) {
      relieve(timers, taker);
    }
  }

  private static long time(RecallInput input, Long timestamp) throws Refusal {
    if (input.time() != Atom.NO_TIME) {
      return input.time();
    }
    if (timestamp == null) {
      throw new Refusal(
          "the record has no time, by which event time would put it in order; give it one, or"
              + " assign timestamps to its stream");
    }
    return timestamp;
  }

  private void late(RecallInput input, long time, Progress progress, Taker taker) throws Exception {
    metrics.late.inc();
    if (input instanceof Tell && rules.late() == EventTime.Late.REFUSE) {
      throw new Refusal(
          "the token's time "
              + time
              + " is not after "
              + progress.appliedUpTo()
              + ", up to which its context's queries are answered; let the watermark wait longer,"
              + " or fold late tokens");
    }
    taker.take(input, Status.LATE);
  }

  private long deadline(RecallInput input, long arrived) {
    return input instanceof Question && rules.maxWait() != null
        ? arrived + rules.maxWait().toMillis()
        : Pending.NEVER;
  }

  private static Progress setTimer(long time, Progress progress, TimerService timers) {
    if (time == progress.timer()) {
      return progress;
    }
    if (progress.timer() != Pending.NEVER) {
      timers.deleteEventTimeTimer(progress.timer());
    }
    if (time != Pending.NEVER) {
      timers.registerEventTimeTimer(time);
    }
    return progress.withTimer(time);
  }

  private static Progress setDeadline(long time, Progress progress, TimerService timers) {
    if (time == progress.deadline()) {
      return progress;
    }
    if (progress.deadline() != Pending.NEVER) {
      timers.deleteProcessingTimeTimer(progress.deadline());
    }
    if (time != Pending.NEVER) {
      timers.registerProcessingTimeTimer(time);
    }
    return progress.withDeadline(time);
  }

  /** Takes what waits up to the watermark. */
  void release(TimerService timers, Taker taker) throws Exception {
    long watermark = timers.currentWatermark();
    Progress progress = pending.progress();
    if (progress.timer() <= watermark) {
      progress = progress.withTimer(Pending.NEVER); // it has fired
    }
    for (long time : pending.times(watermark)) {
      progress = take(time, Status.OK, progress, timers, taker);
    }
    if (expires(taker)
        && progress.bytes() == 0
        && watermark != Long.MAX_VALUE // the end of the input, not of time
        && watermark >= rules.forgottenAt(progress.appliedUpTo())) {
      taker.expire();
      pending.forget();
      return;
    }
    pending.update(setTimer(next(progress, timers, taker), progress, timers));
  }

  private boolean expires(Taker taker) {
    return rules.idle() != null && taker.expires();
  }

  /** When there is something to be done next: to take what waits, else to forget the context. */
  private long next(Progress progress, TimerService timers, Taker taker) throws Exception {
    boolean empty = progress.bytes() == 0 && timers.currentWatermark() != Long.MAX_VALUE;
    return empty && expires(taker) ? rules.forgottenAt(progress.appliedUpTo()) : pending.earliest();
  }

  private Progress take(
      long time, Status status, Progress progress, TimerService timers, Taker taker)
      throws Exception {
    if (expires(taker)
        && progress.appliedUpTo() != Atom.NO_TIME
        && time > rules.forgottenAt(progress.appliedUpTo())) {
      taker.expire(); // as it would have been, had the watermark come in between
    }
    List<Pending.Held> waited = pending.at(time);
    if (status == Status.PROVISIONAL) {
      metrics.early.inc(waited.size());
    }
    for (Pending.Held held : waited) {
      if (held.input() instanceof Question) {
        metrics.waitMillis.update(timers.currentProcessingTime() - held.arrived());
      }
      taker.take(held.input(), status);
    }
    return progress.plus(-pending.remove(time)).applied(time);
  }

  /** Takes the oldest early, until there is room again. */
  private void relieve(TimerService timers, Taker taker) throws Exception {
    Progress progress = pending.progress();
    for (long time : pending.times(Pending.NEVER)) {
      if (progress.bytes() <= RELIEVED * rules.pendingBytes()) {
        break;
      }
      progress = take(time, Status.PROVISIONAL, progress, timers, taker);
    }
    pending.update(setTimer(next(progress, timers, taker), progress, timers));
  }

  /** Answers the queries that may wait no longer by the clock. */
  void hurry(long now, TimerService timers, Taker taker) throws Exception {
    Progress progress = pending.progress();
    List<RecallInput> ahead = new ArrayList<>();
    long next = Pending.NEVER;
    for (long time : pending.times(Pending.NEVER)) {
      List<Pending.Held> left = new ArrayList<>();
      List<Pending.Held> all = pending.at(time);
      for (Pending.Held held : all) {
        long deadline = deadline(held.input(), held.arrived());
        if (deadline <= now) {
          metrics.waitMillis.update(now - held.arrived());
          taker.foresee((Question) held.input(), ahead);
          continue;
        }
        left.add(held);
        next = Math.min(next, deadline);
        if (!(held.input() instanceof Question)) {
          ahead.add(held.input());
        }
      }
      if (left.size() < all.size()) {
        progress = progress.plus(-pending.keep(time, left));
      }
    }
    progress = setTimer(next(progress, timers, taker), progress, timers);
    pending.update(setDeadline(next, progress, timers));
  }
}
