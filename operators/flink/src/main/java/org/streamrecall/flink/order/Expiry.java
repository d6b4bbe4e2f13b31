package org.streamrecall.flink.order;

import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * Forgets keys that are silent for long by the clock.
 *
 * <ol>
 *   <li>A key that brings something within the time is never forgotten; one that does not is, when
 *       a {@value #PARTS}th of it more has passed.
 *   <li>A key has one timer, and its state is written once in such a part at most.
 * </ol>
 */
public final class Expiry {
  private static final int PARTS = 64;

  private final long after;
  private final long part;
  private final ValueState<Long> seen;

  /**
   * @param after silence in milliseconds
   */
  public Expiry(RuntimeContext context, long after) {
    this.after = after;
    part = Math.max(1, after / PARTS);
    seen = context.getState(new ValueStateDescriptor<>("seen", Types.LONG));
  }

  /** The current key has brought something. */
  public void see(TimerService timers) throws IOException {
    long now = timers.currentProcessingTime();
    Long last = seen.value();
    if (last == null) {
      timers.registerProcessingTimeTimer(end(now));
    }
    if (last == null || now - last >= part) {
      seen.update(now);
    }
  }

  /**
   * The current key's timer has fired: it stands again where the key has gone on.
   *
   * @return whether the key is to be forgotten; it is unknown here from now on
   */
  public boolean fire(long time, TimerService timers) throws IOException {
    Long last = seen.value();
    if (last != null && end(last) > time) {
      timers.registerProcessingTimeTimer(end(last));
      return false;
    }
    seen.clear();
    return last != null;
  }

  private long end(long last) {
    return (last + after + part - 1) | 1; // odd ones: Listening has the even
  }
}
