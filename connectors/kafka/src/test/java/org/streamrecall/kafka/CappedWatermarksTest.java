package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class CappedWatermarksTest {
  private static final long IDLE = -1;

  private final List<Long> emitted = new ArrayList<>();
  private final WatermarkOutput output =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
          emitted.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
          emitted.add(IDLE);
        }

        @Override
        public void markActive() {}
      };
  private long now = 10_000;
  private final ManualClock activity = new ManualClock();
  private final CappedWatermarks<String> watermarks =
      new CappedWatermarks<>(Duration.ofMillis(100), Duration.ofSeconds(10), activity, () -> now);

  private long at(long time) {
    watermarks.onEvent("x", time, output);
    watermarks.onPeriodicEmit(output);
    return emitted.get(emitted.size() - 1);
  }

  @Test
  void shouldFollowTheNewestRecordLessTheLateness() {
    assertThat(at(500)).isEqualTo(399);
    assertThat(at(300)).isEqualTo(399);
    assertThat(at(9_000)).isEqualTo(8_899);
  }

  @Test
  void shouldNeverBeBeyondTheClock() {
    assertThat(at(3_000_000)).isEqualTo(9_899);
    now = 11_000;
    assertThat(at(10_500)).isEqualTo(10_899);
    now = 4_000_000;
    assertThat(at(10_600)).isEqualTo(2_999_899);
  }

  @Test
  void shouldBeIdleOnceAfterAWhileWithoutRecords() {
    at(500);
    for (int second = 1; second <= 20; second++) {
      activity.advanceTime(Duration.ofSeconds(1));
      watermarks.onPeriodicEmit(output);
    }
    assertThat(emitted).hasSize(11).last().isEqualTo(IDLE);
    assertThat(at(600)).isEqualTo(499);
  }

  /** Its partition has waited for it all the while. */
  @Test
  void shouldNotTakeAStopOfTheProcessForSilence() {
    at(500);
    activity.advanceTime(Duration.ofMinutes(10));
    watermarks.onPeriodicEmit(output);
    assertThat(emitted).doesNotContain(IDLE);
  }

  @Test
  void shouldBeginBeforeAllTimes() {
    watermarks.onPeriodicEmit(output);
    assertThat(emitted).containsExactly(Long.MIN_VALUE);
  }
}
