package org.streamrecall.flink.operator;

import java.io.IOException;
import java.util.Comparator;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.streamrecall.flink.KeyedInput;
import org.streamrecall.flink.KeyedInput.Role;
import org.streamrecall.flink.ModelUpdate;
import org.streamrecall.flink.Outlet;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.gate.Duplicates;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.flink.order.Expiry;
import org.streamrecall.flink.order.Held;
import org.streamrecall.flink.order.Listening;
import org.streamrecall.flink.order.TimeOrder;
import org.streamrecall.flink.order.Turn;
import org.streamrecall.model.Status;

/**
 * The life of a key's memory, whatever it is told: inputs are taken in order of arrival or of time,
 * models come and go, what is told twice is dropped, what is silent for long is forgotten.
 *
 * <ol>
 *   <li>What only asks changes nothing.
 *   <li>A record's own fault is refused and leaves the state as it was; a failing state backend or
 *       downstream operator fails the job, so that Flink restores it.
 *   <li>A new model answers from the next answer on, or from its time on, about all that was ever
 *       told.
 *   <li>Every write goes to Flink's own state at once: there is nothing to flush.
 * </ol>
 */
public abstract class KeyedMemory<I extends KeyedInput, O> extends ServingFunction<I, O> {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(KeyedMemory.class);

  private final TypeInformation<I> type;
  private transient Duplicates duplicates;
  private transient TimeOrder<I> order; // null for order of arrival
  private transient Expiry expiry; // null to remember, or where the order of time forgets
  private transient Listening listening; // null where silence is nothing
  private transient boolean first; // of the subtasks: says once what all of them know

  protected KeyedMemory(Serving serving, TypeInformation<I> type) {
    super(serving);
    this.type = type;
  }

  // ---- what the kinds of input differ in ----

  /**
   * Makes ready to keep memories.
   *
   * @return the byte account of one
   */
  protected abstract String begin(RuntimeContext context);

  /**
   * Learns or answers an input, or both.
   *
   * @throws Refusal if it cannot; the state is as before
   */
  protected abstract void take(I input, Turn<I> turn, Outlet<O> out) throws Exception;

  /** Lets go an input that was not taken in. */
  protected abstract void refuse(I input, Refusal why, Outlet<O> out);

  /** Lets go what was not taken in, a model at least; it is counted already. */
  protected abstract void refuse(Refused refused, Outlet<O> out);

  /** Empties the current key's memory. */
  protected abstract void clear();

  /** Order of inputs of one time. */
  protected abstract Comparator<? super Held<I>> order();

  /** By which an input that was told before is known, or null. */
  protected abstract String reference(I input);

  /** Whether a key that is silent for too long is to be heard of. */
  protected boolean listens() {
    return false;
  }

  /** Notes until when the current key may be quiet, after it has learned something. */
  protected void listen(I input, Listening to, TimerService timers) throws Exception {}

  /** The current key has been quiet for too long. */
  protected void silent(String key, Outlet<O> out) throws Exception {}

  /** Whether a key is forgotten when it is silent for long. */
  protected boolean expires(String key) {
    return true;
  }

  /** What an answer counts for among those of the job: 1, or 0 where another subtask counts it. */
  protected int counted(I input) {
    return 1;
  }

  // ---- the life ----

  @Override
  public void open(OpenContext open) {
    RuntimeContext context = getRuntimeContext();
    duplicates = new Duplicates(context, serving.distinct());
    long forgetAfter = serving.forgetAfter();
    if (serving.eventTime() != null) {
      order = new TimeOrder<>(serving.eventTime(), forgetAfter, context, type, order(), metrics);
    } else if (forgetAfter > 0) {
      expiry = new Expiry(context, forgetAfter);
    }
    listening = listens() ? new Listening(context, order == null) : null;
    String account = begin(context);
    first = context.getTaskInfo().getIndexOfThisSubtask() == 0;
    if (first) {
      LOG.info("Serving model {}; one key's bytes:\n{}", served.model().id(), account);
    }
  }

  @Override
  public void processElement(I input, ReadOnlyContext context, Collector<O> out) throws Exception {
    Outlet<O> outlet = new Outlet<>(out, context::output);
    if (order == null || input.role() == Role.REFUSED) {
      if (expiry != null && expires(context.getCurrentKey())) {
        expiry.see(context.timerService());
      }
      step(input, Turn.of(Status.OK, false), outlet, context.timerService());
      return;
    }
    try {
      order.arrive(input, context.timestamp(), context.timerService(), taker(context, outlet));
    } catch (Refusal e) {
      refused(input, e, outlet);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<O> out) throws Exception {
    var timers = context.timerService();
    Outlet<O> outlet = new Outlet<>(out, context::output);
    var taker = taker(context, outlet);
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      order.release(timers, taker);
      if (listening != null) {
        listening.fire(timers.currentWatermark(), timers);
      }
    } else if (order != null) {
      order.hurry(time, timers, taker);
    } else if (listening != null && listening.standsAt(time)) {
      if (listening.fire(time, timers)) {
        silent(context.getCurrentKey(), outlet);
      }
    } else if (expiry != null && expiry.fire(time, timers)) {
      taker.expire();
    }
  }

  private TimeOrder.Taker<I> taker(ReadOnlyContext context, Outlet<O> outlet) {
    return new TimeOrder.Taker<>() {
      @Override
      public void take(I input, Turn<I> turn) throws Exception {
        step(input, turn, outlet, context.timerService());
      }

      @Override
      public void pass(long time) throws Exception {
        if (listening != null && listening.isSilent(time)) {
          silent(context.getCurrentKey(), outlet);
          listening.hear(time, Listening.NEVER, context.timerService());
        }
      }

      @Override
      public boolean expires() {
        return KeyedMemory.this.expires(context.getCurrentKey());
      }

      @Override
      public void expire() throws Exception {
        forget(context.timerService());
        metrics.expired.inc();
      }
    };
  }

  private void step(I input, Turn<I> turn, Outlet<O> out, TimerService timers) throws Exception {
    Role role = input.role();
    if (role == Role.FORGET) {
      forget(timers);
      metrics.forgets.inc();
      return;
    }
    boolean asks = role.asks() && !turn.answered();
    if (role.tells() && isRepeated(input, turn)) {
      metrics.duplicates.inc(turn.looksAhead() ? 0 : 1);
      return;
    }
    boolean passes = serving.passes(input.time());
    if (asks) {
      (passes ? metrics.queries : metrics.skipped).inc(counted(input));
    }
    if (asks && !passes && !role.tells()) {
      return;
    }
    try {
      take(input, asks && !passes ? turn.silent() : turn, out);
    } catch (Refusal e) {
      if (asks || !role.asks()) { // else it was refused when it was to be answered
        refused(input, e, out);
      }
      return;
    }
    if (role != Role.REFUSED) {
      inputs.taken();
    }
    if (role.tells() && !turn.looksAhead()) {
      duplicates.add(reference(input));
      if (listening != null) {
        listen(input, listening, timers);
      }
    }
    if (asks && passes && turn.status() == Status.PROVISIONAL) {
      metrics.provisional.inc(counted(input));
    }
  }

  private boolean isRepeated(I input, Turn<I> turn) throws Exception {
    String reference = serving.distinct() == 0 ? null : reference(input);
    return reference != null
        && (duplicates.has(reference)
            || turn.taken().stream()
                .anyMatch(ahead -> Objects.equals(reference(ahead), reference)));
  }

  private void refused(I input, Refusal why, Outlet<O> out) {
    metrics.refused.inc(counted(input));
    inputs.refused(why.getMessage());
    refuse(input, why, out);
  }

  private void forget(TimerService timers) throws IOException {
    clear();
    if (listening != null) {
      listening.forget(timers);
    }
    duplicates.forget();
  }

  @Override
  public void processBroadcastElement(ModelUpdate update, Context context, Collector<O> out)
      throws Exception {
    try {
      served.replace(update);
      if (first) {
        metrics.modelSwaps.inc();
        if (order != null && update.effectiveFrom() <= context.currentWatermark()) {
          metrics.lateModels.inc();
        }
        LOG.info("Model \"{}\" is taken in: {}", update.name(), served.model().id());
      }
    } catch (Refusal e) {
      if (first) {
        metrics.modelRefusals.inc();
        LOG.warn("Model \"{}\" is refused: {}", update.name(), e.getMessage());
        refuse(
            new Refused(null, Refused.MODEL, update.name(), e.getMessage()),
            new Outlet<>(out, context::output));
      }
    }
  }
}
