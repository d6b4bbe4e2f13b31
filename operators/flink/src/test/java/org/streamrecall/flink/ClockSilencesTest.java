package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.streamrecall.flink.SilentStory.CLOCK;
import static org.streamrecall.flink.SilentStory.FIRST;
import static org.streamrecall.flink.SilentStory.PLAIN;
import static org.streamrecall.flink.SilentStory.RULE;
import static org.streamrecall.flink.SilentStory.SECOND;
import static org.streamrecall.flink.SilentStory.event;
import static org.streamrecall.flink.SilentStory.events;
import static org.streamrecall.flink.SilentStory.live;
import static org.streamrecall.flink.SilentStory.question;
import static org.streamrecall.flink.SilentStory.start;
import static org.streamrecall.flink.SilentStory.tell;
import static org.streamrecall.flink.SilentStory.told;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.Alarm;
import org.streamrecall.flink.order.Listening;

/** By the clock silences open and close once, and not while nobody could hear. */
class ClockSilencesTest {
  @Test
  void shouldOpenOnceByTheClockAndCloseWithWhatComes() throws Exception {
    try (EventHarness harness = start(CLOCK, null)) {
      long last = live(harness, 0, FIRST);
      harness.clock(last + 2 * SECOND);
      assertThat(harness.alarms()).isEmpty();
      harness.clock(last + 5 * SECOND);
      assertThat(harness.alarms()).hasSize(1);
      Alarm opened = harness.alarms().get(0);
      assertThat(opened.time()).isBetween(last + 2 * SECOND, last + 4 * SECOND);
      assertThat(opened.why()).startsWith("nothing since 1970-01-01T00:03:19Z: at such hours");
      assertThat(harness.timers()).isZero();
      harness.clock(last + 5000 * SECOND);
      harness.send(question(last + 5000 * SECOND));
      assertThat(harness.alarms()).hasSize(1);
      harness.send(event(last + 5000 * SECOND));
      assertThat(told(harness))
          .containsExactly(
              "+" + opened.id() + "@" + opened.time(),
              "-" + opened.id() + "@" + (last + 5000 * SECOND));
    }
  }

  /** What is read late comes fast: however long it was silent then, by the clock it is not. */
  @Test
  void shouldNotRingWhileItReadsABacklog() throws Exception {
    try (EventHarness harness = start(CLOCK, null)) {
      harness.clock(1_000_000 * SECOND);
      for (long i = 0; i < FIRST; i++) {
        harness.send(event(i * SECOND + (i > 100 ? 3_600_000 : 0)));
      }
      assertThat(harness.alarms()).isEmpty();
      harness.clock(1_000_000 * SECOND + Listening.STARTING);
      assertThat(harness.alarms()).isEmpty();
    }
  }

  /** The time in which the job did not run does not count, nor the first minute. */
  @Test
  void shouldNotRingForItsOwnAbsence() throws Exception {
    OperatorSubtaskState state;
    try (EventHarness before = start(CLOCK, null)) {
      live(before, 0, FIRST);
      state = before.snapshot();
    }
    try (EventHarness after = start(CLOCK, state)) {
      long now = 100_000 * SECOND;
      after.clock(now); // the timer fires at once
      assertThat(after.alarms()).isEmpty();
      after.clock(now + Listening.STARTING + 2 * SECOND);
      assertThat(after.alarms()).isEmpty();
      after.clock(now + Listening.STARTING + 5 * SECOND);
      assertThat(told(after)).hasSize(1).allMatch(a -> a.startsWith("+a/silent/1/"));
      assertThat(after.timers()).isZero();
    }
  }

  @Test
  void shouldRingOnceAndForgetAKeyThatStopsForGood() throws Exception {
    try (EventHarness harness = start(CLOCK.forgetAfter(600 * SECOND), null)) {
      for (long i = 0; i < FIRST; i++) {
        harness.clock(i * SECOND);
        harness.send(event(i * SECOND));
        assertThat(harness.timers()).isLessThanOrEqualTo(2);
      }
      for (long i = FIRST; i < FIRST + 500; i += 7) {
        harness.clock(i * SECOND);
      }
      assertThat(harness.alarms()).hasSize(1);
      assertThat(harness.keyedStateEntries()).isPositive();
      harness.clock((FIRST + 700) * SECOND);
      assertThat(harness.keyedStateEntries()).isZero();
      assertThat(harness.timers()).isZero();
      harness.send(event((FIRST + 700) * SECOND));
      harness.clock((FIRST + 5000) * SECOND);
      assertThat(harness.alarms()).hasSize(1);
    }
  }

  /** Its two timers do not take each other for their own. */
  @Test
  void shouldForgetAKeyThatGoesOnAndStopsNoSooner() throws Exception {
    try (EventHarness harness = start(CLOCK.forgetAfter(3 * SECOND), null)) {
      for (long i = 0; i < 2000; i++) {
        harness.clock(i * 97);
        if (i < 1900) {
          harness.send(event(i * 97));
          assertThat(harness.timers()).isLessThanOrEqualTo(2);
        }
      }
      assertThat(harness.keyedStateEntries()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  /** However often both would stand at one millisecond. */
  @Test
  void shouldForgetAKeyWhicheverMillisecondItComesIn() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    for (int story = 0; story < 12; story++) {
      try (EventHarness harness = start(CLOCK.forgetAfter(60), null)) {
        long now = 1;
        for (int i = 0; i < 400; i++) {
          harness.clock(now);
          harness.send(event(now));
          now += 1 + random.nextInt(16);
        }
        harness.clock(now + 2 * Listening.STARTING);
        assertThat(harness.keyedStateEntries()).isZero();
        assertThat(harness.timers()).isZero();
      }
    }
  }

  @Test
  void shouldCostNothingUnlessAsked() throws Exception {
    for (Told serving : List.of(PLAIN, PLAIN.alarms(RULE.watching(Long.MAX_VALUE)))) {
      try (EventHarness harness = start(serving, null);
          EventHarness timed = start(serving.eventTime(EventTime.DEFAULTS), null)) {
        long last = live(harness, 0, FIRST);
        assertThat(harness.timers()).isZero();
        harness.clock(last + 5000 * SECOND);
        assertThat(harness.alarms()).isEmpty();
        timed.answers(events(0, FIRST));
        timed.watermark(last);
        assertThat(timed.timers()).isZero();
        timed.watermark(last + 5000 * SECOND);
        assertThat(timed.alarms()).isEmpty();
      }
    }
  }

  @Test
  void shouldGoOnWithoutARule() throws Exception {
    OperatorSubtaskState state;
    try (EventHarness harness = start(CLOCK.forgetAfter(600 * SECOND), null)) {
      tell(harness);
      state = harness.snapshot();
    }
    try (EventHarness off = start(PLAIN.forgetAfter(600 * SECOND), state)) {
      off.clock(300 * SECOND);
      assertThat(off.alarms()).isEmpty();
      off.clock(2000 * SECOND);
      assertThat(off.alarms()).isEmpty();
      assertThat(off.state("a")).isNull();
    }
  }
}
