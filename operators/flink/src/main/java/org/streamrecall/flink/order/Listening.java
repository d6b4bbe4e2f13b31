package org.streamrecall.flink.order;

import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.streaming.api.TimerService;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.serial.RecordType;

/**
 * Listens until when the current key may be quiet, by the clock or by the watermark.
 *
 * <ol>
 *   <li>A key has one timer at most. What comes puts it off without touching it: it stands again
 *       when it fires too early.
 *   <li>By the clock, the time does not count in which the job did not run or had just begun to.
 * </ol>
 */
public final class Listening {
  /** A time that never comes, or a span that never ends. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Milliseconds after a start in which sources may not have found their places. */
  public static final long STARTING = 60_000;

  /**
   * What is listened for.
   *
   * @param timer where the timer stands, or {@link #NEVER}
   * @param from what came last, by the clock or in order of time
   * @param span that it may be quiet after it, or {@link #NEVER}
   */
  record Heard(long timer, long from, long span) {
    long until() {
      return span == NEVER ? NEVER : from + span;
    }

    record OfHeard() implements Codec<Heard> {
      @Override
      public void write(Heard value, DataOutputView out) throws IOException {
        out.writeLong(value.timer);
        out.writeLong(value.from);
        out.writeLong(value.span);
      }

      @Override
      public Heard read(DataInputView in) throws IOException {
        return new Heard(in.readLong(), in.readLong(), in.readLong());
      }
    }
  }

  private final boolean byClock;
  private final ValueState<Heard> state;
  private long started = NEVER; // by the clock

  public Listening(RuntimeContext context, boolean byClock) {
    this.byClock = byClock;
    state =
        context.getState(
            new ValueStateDescriptor<>(
                "heard", new RecordType<>(Heard.class, new Heard.OfHeard())));
  }

  /**
   * The current key may be quiet for a span from now on.
   *
   * @param last in order of time, when it is counted from; by the clock it is from now
   * @param span {@link #NEVER} where nothing is listened for
   */
  public void hear(long last, long span, TimerService timers) throws IOException {
    Heard before = state.value();
    long timer = before == null ? NEVER : before.timer();
    Heard heard = new Heard(timer, byClock ? now(timers) : last, span);
    if (heard.until() < timer) {
      delete(timer, timers);
      state.update(stand(heard, heard.until(), timers));
    } else if (timer != NEVER) {
      state.update(heard);
    }
  }

  /** Whether the current key has been quiet for too long at a time, in order of time. */
  public boolean isSilent(long time) throws IOException {
    Heard heard = state.value();
    return heard != null && heard.until() <= time;
  }

  /** Whether the current key's timer stands there. */
  public boolean standsAt(long time) throws IOException {
    Heard heard = state.value();
    return heard != null && heard.timer() == time;
  }

  /**
   * It is so late: a timer that has fired stands again where the key has gone on.
   *
   * @return whether it has fired and the key has been quiet for too long
   */
  public boolean fire(long time, TimerService timers) throws IOException {
    Heard heard = state.value();
    if (heard == null || heard.timer() > time) {
      return false;
    }
    Heard since =
        byClock
            ? new Heard(NEVER, Math.max(heard.from(), started(timers) + STARTING), heard.span())
            : heard;
    if (since.until() > time && since.until() != NEVER) {
      state.update(stand(heard, since.until(), timers));
      return false;
    }
    state.clear();
    return since.until() != NEVER;
  }

  /** The current key is not known any more. */
  public void forget(TimerService timers) throws IOException {
    Heard heard = state.value();
    if (heard != null) {
      delete(heard.timer(), timers);
      state.clear();
    }
  }

  private Heard stand(Heard heard, long until, TimerService timers) {
    long timer = until;
    if (byClock) {
      timer += until % 2; // even ones: Expiry has the odd
      timers.registerProcessingTimeTimer(timer);
    } else {
      timers.registerEventTimeTimer(timer);
    }
    return new Heard(timer, heard.from(), heard.span());
  }

  private void delete(long timer, TimerService timers) {
    if (timer == NEVER) {
      return;
    }
    if (byClock) {
      timers.deleteProcessingTimeTimer(timer);
    } else {
      timers.deleteEventTimeTimer(timer);
    }
  }

  private long now(TimerService timers) {
    started(timers);
    return timers.currentProcessingTime();
  }

  private long started(TimerService timers) {
    started = Math.min(started, timers.currentProcessingTime());
    return started;
  }
}
