package org.streamrecall.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a partition has come: as far as its newest record, less the lateness, and never beyond
 * the clock.
 *
 * <ol>
 *   <li>A record that was sent by a clock that is ahead moves its partition to now at most: its
 *       alignment with the others does not pause it, and those behind it are not late.
 *   <li>What comes from a clock that is right, or is read again later, is as without the cap.
 *   <li>A partition that brings nothing is idle after a while in which it was looked at: a process
 *       that was stopped meanwhile has not looked, and waits for all of them when it goes on.
 * </ol>
 */
final class CappedWatermarks<T> implements WatermarkGenerator<T> {
  private static final Logger LOG = LoggerFactory.getLogger(CappedWatermarks.class);

  /** Milliseconds between two looks that count: Flink looks five times a second. */
  private static final long LONGEST_LOOK = 1000;

  private final long lateness;
  private final long idle;
  private final RelativeClock activity;
  private final LongSupplier clock;
  private long looked;
  private long quiet; // milliseconds in which it was looked at and brought nothing
  private boolean isIdle;
  private long newest;
  private boolean ahead; // and said so

  /**
   * @param activity stands while the partition is not read on purpose
   * @param clock milliseconds since the epoch, now
   */
  CappedWatermarks(Duration lateness, Duration idle, RelativeClock activity, LongSupplier clock) {
    this.lateness = lateness.toMillis();
    this.idle = idle.toMillis();
    this.activity = activity;
    this.clock = clock;
    looked = activity.relativeTimeMillis();
    newest = Long.MIN_VALUE + this.lateness + 1;
  }

  @Override
  public void onEvent(T event, long time, WatermarkOutput output) {
    newest = Math.max(newest, time);
    quiet = 0;
    isIdle = false;
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    long sinceLooked = activity.relativeTimeMillis() - looked;
    looked += sinceLooked;
    quiet += Math.min(sinceLooked, LONGEST_LOOK);
    if (quiet < idle) {
      emit(output);
    } else if (!isIdle) {
      output.markIdle();
      isIdle = true;
    }
  }

  private void emit(WatermarkOutput output) {
    long now = clock.getAsLong();
    boolean beyond = newest > now + lateness;
    if (beyond && !ahead) {
      LOG.warn(
          "A record's time is {} ms ahead of this machine's clock: it waits until then, and answers"
              + " of its time with it",
          newest - now);
    }
    ahead = beyond;
    output.emitWatermark(new Watermark(Math.min(newest, now) - lateness - 1));
  }
}
