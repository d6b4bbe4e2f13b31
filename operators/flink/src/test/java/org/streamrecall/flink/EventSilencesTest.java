package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.streamrecall.flink.SilentStory.CLOCK;
import static org.streamrecall.flink.SilentStory.FIRST;
import static org.streamrecall.flink.SilentStory.RULE;
import static org.streamrecall.flink.SilentStory.SECOND;
import static org.streamrecall.flink.SilentStory.TIME;
import static org.streamrecall.flink.SilentStory.event;
import static org.streamrecall.flink.SilentStory.events;
import static org.streamrecall.flink.SilentStory.question;
import static org.streamrecall.flink.SilentStory.read;
import static org.streamrecall.flink.SilentStory.start;
import static org.streamrecall.flink.SilentStory.tell;
import static org.streamrecall.flink.SilentStory.told;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.EventMemories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Decay;

/** In order of time silences open and close once, the same whatever the grain of watermarks. */
class EventSilencesTest {
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
