package org.streamrecall.flink.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.streamrecall.events.schema.TimeBounds;
import org.streamrecall.flink.EventTime;
import org.streamrecall.flink.KeyedInput;
import org.streamrecall.flink.KeyedInput.Role;
import org.streamrecall.flink.gate.RecallMetrics;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.Status;

/**
 * Lets the current key's inputs wait until the watermark has passed them, as {@link EventTime}
 * says.
 *
 * <ol>
 *   <li>Inputs are taken in order of time; at the same time first what forgets, then what is
 *       learned, then what only asks.
 *   <li>What asks is answered once.
 *   <li>One timer of each kind stands in a key at most.
 * </ol>
 */
public final class TimeOrder<I extends KeyedInput> {
  /** Of the pending bytes, left when the oldest were taken early: not for each record anew. */
  private static final double RELIEVED = 0.75;

  /** Who takes what has waited. */
  public interface Taker<I extends KeyedInput> {
    /** Takes an input in or, where its turn looks ahead, answers it as if the others were in. */
    void take(I input, Turn<I> turn) throws Exception;

    /** All that is earlier or of a time has been taken: the key may have been silent. */
    void pass(long time) throws Exception;

    /** Whether the key is ever forgotten for its silence. */
    boolean expires();

    /** Forgets a key that has said nothing for so long. */
    void expire() throws Exception;
  }

  private final EventTime rules;
  private final long forgetAfter;
  private final RecallMetrics metrics;
  private final Pending<I> pending;

  /**
   * @param forgetAfter silence, in milliseconds, for which a key is forgotten; 0 for none
   * @param order of inputs of one time
   */
  public TimeOrder(
      EventTime rules,
      long forgetAfter,
      RuntimeContext context,
      TypeInformation<I> type,
      Comparator<? super Held<I>> order,
      RecallMetrics metrics) {
    this.rules = rules;
    this.forgetAfter = forgetAfter;
    this.metrics = metrics;
    pending = new Pending<>(context, context.createSerializer(type), order);
  }

  /**
   * @param timestamp Flink's, or null: stands in for a time that the input does not have
   * @throws Refusal if there is neither, if it is out of bounds, or if the input comes too late
   */
  public void arrive(I input, Long timestamp, TimerService timers, Taker<I> taker)
      throws Exception {
    long time = time(input, timestamp);
    Progress progress = pending.progress();
    if (time <= progress.appliedUpTo()) {
      late(input, time, progress, taker);
      return;
    }
    long now = timers.currentProcessingTime();
    progress = progress.plus(pending.hold(time, input, now, false));
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

  private static long time(KeyedInput input, Long timestamp) throws Refusal {
    if (input.time() == Atom.NO_TIME && timestamp == null) {
      throw new Refusal(
          "the record has no time, by which event time would put it in order; give it one, or"
              + " assign timestamps to its stream");
    }
    long time = input.time() == Atom.NO_TIME ? timestamp : input.time();
    try {
      TimeBounds.require(null, time); // else all that follows would be late
    } catch (IllegalArgumentException e) {
      throw new Refusal(e);
    }
    return time;
  }

  private void late(I input, long time, Progress progress, Taker<I> taker) throws Exception {
    metrics.late.inc();
    if (input.role().tells() && rules.late() == EventTime.Late.REFUSE) {
      throw new Refusal(
          "the record's time %d is not after %d, up to which its key is answered; let the watermark"
                  .formatted(time, progress.appliedUpTo())
              + " wait longer, or fold late records");
    }
    taker.take(input, Turn.of(Status.LATE, false));
  }

  private long deadline(I input, long arrived) {
    return input.role().asks() && rules.maxWait() != null
        ? arrived + rules.maxWait().toMillis()
        : Pending.NEVER;
  }

  private static Progress setTimer(long time, Progress progress, TimerService timers) {
    move(progress.timer(), time, timers::deleteEventTimeTimer, timers::registerEventTimeTimer);
    return progress.withTimer(time);
  }

  private static Progress setDeadline(long time, Progress progress, TimerService timers) {
    move(
        progress.deadline(),
        time,
        timers::deleteProcessingTimeTimer,
        timers::registerProcessingTimeTimer);
    return progress.withDeadline(time);
  }

  private static void move(long from, long to, LongConsumer delete, LongConsumer register) {
    if (from != to && from != Pending.NEVER) {
      delete.accept(from);
    }
    if (from != to && to != Pending.NEVER) {
      register.accept(to);
    }
  }

  /** Takes what waits up to the watermark. */
  public void release(TimerService timers, Taker<I> taker) throws Exception {
    long watermark = timers.currentWatermark();
    Progress progress = pending.progress();
    if (progress.timer() <= watermark) {
      progress = progress.withTimer(Pending.NEVER); // it has fired
    }
    for (long time : pending.times(watermark)) {
      progress = take(time, Status.OK, progress, timers, taker);
    }
    if (watermark != Long.MAX_VALUE) { // the end of the input is no silence
      taker.pass(lived(watermark, progress, taker));
    }
    if (expires(taker)
        && progress.bytes() == 0
        && watermark != Long.MAX_VALUE // the end of the input, not of time
        && watermark >= forgottenAt(progress.appliedUpTo())) {
      taker.expire();
      pending.forget();
      return;
    }
    pending.update(setTimer(next(progress, timers, taker), progress, timers));
  }

  private boolean expires(Taker<I> taker) {
    return forgetAfter > 0 && taker.expires();
  }

  /** As late as it is for a key that is forgotten at some time. */
  private long lived(long time, Progress progress, Taker<I> taker) {
    boolean dies = expires(taker) && progress.appliedUpTo() != Atom.NO_TIME;
    return dies ? Math.min(time, forgottenAt(progress.appliedUpTo())) : time;
  }

  /** When there is something to be done next: to take what waits, else to forget the key. */
  private long next(Progress progress, TimerService timers, Taker<I> taker) throws Exception {
    boolean empty = progress.bytes() == 0 && timers.currentWatermark() != Long.MAX_VALUE;
    return empty && expires(taker) ? forgottenAt(progress.appliedUpTo()) : pending.earliest();
  }

  private Progress take(
      long time, Status status, Progress progress, TimerService timers, Taker<I> taker)
      throws Exception {
    long before = Math.min(time - 1, timers.currentWatermark());
    taker.pass(lived(before, progress, taker));
    if (expires(taker)
        && progress.appliedUpTo() != Atom.NO_TIME
        && time > forgottenAt(progress.appliedUpTo())) {
      taker.expire(); // as it would have been, had the watermark come in between
    }
    List<Held<I>> waited = pending.at(time);
    if (status == Status.PROVISIONAL) {
      metrics.early.inc(waited.size());
    }
    for (Held<I> held : waited) {
      if (held.input().role().asks() && !held.answered()) {
        metrics.waitMillis.update(timers.currentProcessingTime() - held.arrived());
      }
      taker.take(held.input(), Turn.of(status, held.answered()));
    }
    return progress.plus(-pending.remove(time)).applied(time);
  }

  /** Takes the oldest early, until there is room again. */
  private void relieve(TimerService timers, Taker<I> taker) throws Exception {
    Progress progress = pending.progress();
    for (long time : pending.times(Pending.NEVER)) {
      if (progress.bytes() <= RELIEVED * rules.pendingBytes()) {
        break;
      }
      progress = take(time, Status.PROVISIONAL, progress, timers, taker);
    }
    pending.update(setTimer(next(progress, timers, taker), progress, timers));
  }

  /** Answers what may wait no longer by the clock. */
  public void hurry(long now, TimerService timers, Taker<I> taker) throws Exception {
    Progress progress = pending.progress();
    List<I> ahead = new ArrayList<>();
    long next = Pending.NEVER;
    for (long time : pending.times(Pending.NEVER)) {
      List<Held<I>> left = new ArrayList<>();
      boolean changed = false;
      for (Held<I> held : pending.at(time)) {
        I input = held.input();
        Role role = input.role();
        long deadline = held.answered() ? Pending.NEVER : deadline(input, held.arrived());
        boolean due = deadline <= now;
        changed |= due;
        if (due) {
          metrics.waitMillis.update(now - held.arrived());
          taker.take(input, Turn.ahead(ahead));
        } else {
          next = Math.min(next, deadline);
        }
        if (!due || role.tells()) {
          left.add(due ? new Held<>(input, true, held.arrived(), held.bytes()) : held);
        }
        if (role != Role.ANSWER) {
          ahead.add(input);
        }
      }
      if (changed) {
        progress = progress.plus(-pending.keep(time, left));
      }
    }
    progress = setTimer(next(progress, timers, taker), progress, timers);
    pending.update(setDeadline(next, progress, timers));
  }

  /** The time at which a key is forgotten that brought its last record at this one. */
  private long forgottenAt(long last) {
    return last > 0 && forgetAfter > Long.MAX_VALUE - last ? Long.MAX_VALUE : last + forgetAfter;
  }
}
