package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.EventMemories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.Event;
import org.streamrecall.flink.order.Listening;
import org.streamrecall.measure.Decay;

/** Silences open and close by the clock or by watermarks, each once. */
class EventSilencesTest {
  private static final AlarmRule RULE = new AlarmRule(.01, 1e9, 0, 2).watching(0);
  private static final Told PLAIN =
      Told.of(ShuffledEvents.MODEL.toBytes(), ShuffledEvents.BYTES, Decay.NONE);
  private static final Told CLOCK = PLAIN.alarms(RULE);
  private static final Told TIME = CLOCK.eventTime(EventTime.DEFAULTS);
  private static final long SECOND = 1000;
  private static final long FIRST = 200; // events, one a second

  private static EventHarness start(Told serving, OperatorSubtaskState state) throws Exception {
    return new EventHarness(serving, new HashMapStateBackend(), state);
  }

  private static Event read(long time) {
    double[] numbers = {time % 7, time % 11};
    return new Event("a", time, numbers, new String[] {"shop"}, null);
  }

  private static EventInput<String> event(long time) {
    return new EventInput.Happened<>("a" + time, read(time), null);
  }

  private static EventInput<String> question(long time) {
    return new EventInput.Question<>("asked", read(time), "q" + time, null);
  }

  /** By the clock, which is that of the events. */
  private static long live(EventHarness harness, long from, long to) throws Exception {
    for (long i = from; i < to; i++) {
      harness.clock(i * SECOND);
      harness.send(event(i * SECOND));
      assertThat(harness.timers()).isLessThanOrEqualTo(1);
    }
    return (to - 1) * SECOND;
  }

  private static List<String> told(EventHarness harness) {
    return harness.alarms().stream()
        .map(a -> (a.opens() ? "+" : "-") + a.id() + "@" + a.time())
        .toList();
  }

  // ---- by the clock ----

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

  private static void tell(EventHarness harness) throws Exception {
    for (long i = 0; i < FIRST; i++) {
      harness.clock(i * SECOND);
      harness.send(event(i * SECOND));
    }
  }

  // ---- in order of time ----

  private static List<EventInput<String>> events(long from, long to) {
    List<EventInput<String>> all = new ArrayList<>();
    for (long i = from; i < to; i++) {
      all.add(event(i * SECOND));
    }
    return all;
  }

  /** Three silences, the second with a question in it and the third the last. */
  private static List<EventInput<String>> story() {
    List<EventInput<String>> story = new ArrayList<>(events(0, FIRST));
    story.addAll(events(300, 330));
    story.add(question(350 * SECOND));
    story.addAll(events(400, 430));
    story.add(question(520 * SECOND));
    return story;
  }

  private static List<String> alarms(int grain, int restoredAt, boolean rocks) throws Exception {
    List<EventInput<String>> story = story();
    List<String> told = new ArrayList<>();
    EventHarness harness = open(rocks, null);
    try {
      for (int i = 0; i < story.size(); i++) {
        harness.send(story.get(i));
        if (i % grain == 0) {
          harness.watermark(story.get(i).time() - 1);
        }
        if (i == restoredAt) {
          told.addAll(told(harness));
          OperatorSubtaskState state = harness.snapshot();
          harness.close();
          harness = open(rocks, state);
        }
      }
      harness.watermark(500 * SECOND);
      told.addAll(told(harness));
      int all = told(harness).size();
      harness.watermark(Long.MAX_VALUE);
      assertThat(harness.alarms()).hasSize(all);
      assertThat(harness.timers()).isZero();
    } finally {
      harness.close();
    }
    return told;
  }

  private static EventHarness open(boolean rocks, OperatorSubtaskState state) throws Exception {
    return new EventHarness(
        TIME, rocks ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend(), state);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldRingTheSameWhateverTheWatermarksGrain(boolean rocks) throws Exception {
    List<String> expected = alarms(1, -1, rocks);
    assertThat(expected).hasSize(5);
    assertThat(expected.get(0)).startsWith("+a/silent/1/20");
    assertThat(expected.get(1)).startsWith("-a/silent/1/20").endsWith("@300000");
    assertThat(expected.get(2)).startsWith("+a/silent/2/34");
    assertThat(expected.get(3)).endsWith("@400000");
    assertThat(expected.get(4)).startsWith("+a/silent/3/4");
    for (int grain : new int[] {2, 17, 1000}) {
      assertThat(alarms(grain, -1, rocks)).isEqualTo(expected);
    }
    int inSilence = (int) FIRST + 30; // the question
    assertThat(alarms(1, inSilence, rocks)).isEqualTo(expected);
    assertThat(alarms(50, 100, rocks)).isEqualTo(expected);
  }

  /** As a file is read: each key by itself, the others at the end. */
  @Test
  void shouldRingAsAReplayDoes() throws Exception {
    EventMemory scratch =
        new EventMemory(ShuffledEvents.MODEL, ShuffledEvents.BYTES, true, Decay.NONE);
    scratch.ring(RULE);
    EventMemories memories = new EventMemories(scratch);
    List<Alarm> expected = new ArrayList<>();
    try (EventHarness harness = start(TIME, null)) {
      for (long i = 0; i < 3 * FIRST; i++) {
        String key = "k" + i % 3;
        boolean quiet = i % 3 == 1 && i > 300 && i < 500 || i % 3 == 2 && i > 400;
        if (quiet) {
          continue;
        }
        Event read = read(i * SECOND);
        Event event = new Event(key, read.time(), read.numbers(), read.texts(), null);
        add(memories.silent(key, event.time() - 1), expected);
        memories.tell(event);
        add(memories.silenceOver(), expected);
        harness.send(new EventInput.Happened<>("e" + i, event, null));
      }
      expected.addAll(memories.silent());
      harness.watermark((3 * FIRST - 3) * SECOND); // that of the last
      harness.watermark(Long.MAX_VALUE);
      assertThat(expected).hasSize(3);
      assertThat(harness.alarms()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static void add(Alarm alarm, List<Alarm> to) {
    if (alarm != null) {
      to.add(alarm);
    }
  }

  /** One timer waits for what comes, one for what does not. */
  @Test
  void shouldKeepFewTimers() throws Exception {
    try (EventHarness harness = start(TIME.forgetAfter(600 * SECOND), null)) {
      for (EventInput<String> input : events(0, FIRST)) {
        harness.send(input);
        harness.watermark(input.time() - SECOND);
        assertThat(harness.timers()).isLessThanOrEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1000})
  void shouldRingOnceAndForgetInOrderOfTime(long step) throws Exception {
    try (EventHarness harness = start(TIME.forgetAfter(600 * SECOND), null)) {
      harness.answers(events(0, FIRST));
      for (long second = 0; second <= 5000; second += step) {
        harness.watermark(second * SECOND);
      }
      assertThat(told(harness)).hasSize(1).allMatch(a -> a.startsWith("+a/silent/1/20"));
      assertThat(harness.keyedStateEntries()).isZero();
      assertThat(harness.timers()).isZero();
      harness.send(event(6000 * SECOND));
      harness.watermark(7000 * SECOND);
      assertThat(harness.alarms()).hasSize(1);
    }
  }

  /** A key that is forgotten before an event is due was never silent. */
  @Test
  void shouldNotRingForAKeyThatIsForgottenFirst() throws Exception {
    for (long grain : new long[] {1, 300}) {
      try (EventHarness harness = start(TIME.forgetAfter(2 * SECOND), null)) {
        harness.answers(events(0, FIRST));
        harness.send(event(300 * SECOND));
        for (long second = 0; second <= 300; second += grain) {
          harness.watermark(second * SECOND);
        }
        assertThat(harness.alarms()).isEmpty();
      }
    }
  }

  @Test
  void shouldListenNoLongerForAKeyThatIsForgotten() throws Exception {
    for (Told serving : List.of(CLOCK, TIME)) {
      try (EventHarness harness = start(serving, null)) {
        tell(harness);
        harness.send(new EventInput.Forget<>("a", FIRST * SECOND));
        harness.watermark(FIRST * SECOND);
        assertThat(harness.timers()).isZero();
        harness.watermark(1000 * SECOND);
        harness.clock(1000 * SECOND);
        assertThat(harness.alarms()).isEmpty();
        assertThat(harness.state("a")).isNull();
      }
    }
  }

  @Test
  void shouldForgetItsSilenceWithTheKey() throws Exception {
    for (Told serving : List.of(CLOCK, TIME)) {
      try (EventHarness harness = start(serving, null)) {
        tell(harness);
        harness.watermark(250 * SECOND);
        harness.clock(250 * SECOND);
        assertThat(harness.alarms()).hasSize(1);
        harness.send(new EventInput.Forget<>("a", 251 * SECOND));
        harness.send(event(252 * SECOND));
        harness.watermark(1000 * SECOND);
        harness.clock(1000 * SECOND);
        assertThat(harness.alarms()).hasSize(1);
      }
    }
  }

  @Test
  void shouldRaiseNoneThatIsPassedOver() throws Exception {
    try (EventHarness harness = start(TIME.queriesFrom(350 * SECOND), null)) {
      for (EventInput<String> input : story()) {
        harness.send(input);
      }
      harness.watermark(500 * SECOND);
      assertThat(told(harness)).hasSize(2).first().asString().startsWith("-a/silent/2/");
    }
  }
}
