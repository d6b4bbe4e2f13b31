package org.streamrecall.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
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
 * </ol>
 */
final class CappedWatermarks<T> implements WatermarkGenerator<T> {
  private static final Logger LOG = LoggerFactory.getLogger(CappedWatermarks.class);

  private final long lateness;
  private final LongSupplier clock;
  private long newest;
  private boolean ahead; // and said so

  /**
   * @param clock milliseconds since the epoch, now
   */
  CappedWatermarks(Duration lateness, LongSupplier clock) {
    this.lateness = lateness.toMillis();
    this.clock = clock;
    newest = Long.MIN_VALUE + this.lateness + 1;
  }

  @Override
  public void onEvent(T event, long time, WatermarkOutput output) {
    newest = Math.max(newest, time);
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
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
