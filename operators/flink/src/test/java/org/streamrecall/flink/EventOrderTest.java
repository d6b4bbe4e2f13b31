package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Status;

/** Events in order of time, whatever the order of arrival. */
class EventOrderTest {
  private static final StateBackend HEAP = new HashMapStateBackend();
  private static final Told SERVING =
      Told.of(ShuffledEvents.MODEL.toBytes(), ShuffledEvents.BYTES, Decay.NONE);

  private static EventHarness start(EventTime rules) throws Exception {
    return start(SERVING.eventTime(rules));
  }

  private static EventHarness start(Told serving) throws Exception {
    return new EventHarness(serving, HEAP, null);
  }

  private static Event event(long time, double amount) {
    return new Event("a", time, new double[] {.5, amount}, new String[] {"shop"}, null);
  }

  private static EventInput<String> happened(long time, double amount) {
    return new EventInput.Happened<>("event " + time, event(time, amount), null);
  }

  private static EventInput<String> question(long time) {
    return new EventInput.Question<>("question", event(time, Double.NaN), "q" + time, null);
  }

  private static List<Status> statuses(List<Answered<String>> answers) {
    return answers.stream().map(answered -> answered.prediction().answer().status()).toList();
  }

  private static List<Long> tokens(List<Answered<String>> answers) {
    return answers.stream().map(answered -> answered.prediction().answer().tokens()).toList();
  }

  @ParameterizedTest
  @CsvSource({"BY_ORIGIN, false", "BY_ID, false", "BY_BYTES, false", "BY_ID, true"})
  void shouldSayTheSameBytesInAnyOrderOfArrival(ShuffledEvents.Known known, boolean outcomes)
      throws Exception {
    ShuffledEvents story = new ShuffledEvents(300, 11, known, outcomes);
    Map<String, String> expected = story.tell(0, HEAP);
    assertThat(expected).hasSizeGreaterThanOrEqualTo(story.asked());
    for (int shuffle = 1; shuffle <= 30; shuffle++) {
      assertThat(story.tell(shuffle, HEAP)).isEqualTo(expected);
    }
    for (int shuffle = 31; shuffle <= 32; shuffle++) {
      assertThat(story.tell(shuffle, new EmbeddedRocksDBStateBackend())).isEqualTo(expected);
    }
  }

  @Test
  void shouldAnswerFromTheEventsUpToItsTimeAndNoOthers() throws Exception {
    try (EventHarness harness = start(EventTime.DEFAULTS)) {
      harness.send(question(20));
      harness.send(happened(30, 3));
      harness.send(happened(20, 5)); // at the same time, and after it
      harness.send(happened(10, 7));
      harness.watermark(19);
      assertThat(harness.answers()).hasSize(1);
      harness.watermark(29);
      assertThat(tokens(harness.answers())).containsExactly(0L, 1L, 2L);
      assertThat(harness.answers().get(2).prediction().id()).isEqualTo("q20");
    }
  }

  @Test
  void shouldSayWhatCameTooLate() throws Exception {
    try (EventHarness harness = start(EventTime.DEFAULTS)) {
      harness.send(happened(10, 1));
      harness.send(happened(50, 2));
      harness.watermark(60);
      harness.send(happened(20, 3));
      harness.send(question(100));
      harness.watermark(100);
      assertThat(statuses(harness.answers()))
          .containsExactly(Status.EMPTY_CONTEXT, Status.OK, Status.LATE, Status.OK);
      assertThat(tokens(harness.answers())).containsExactly(0L, 1L, 2L, 3L);
    }
    try (EventHarness harness = start(EventTime.DEFAULTS.late(EventTime.Late.REFUSE))) {
      harness.send(happened(50, 1));
      harness.watermark(60);
      harness.send(happened(20, 3));
      assertThat(harness.refused())
          .containsExactly(
              new RefusedEvent<>(
                  "event 20",
                  "a",
                  null,
                  "the record's time 20 is not after 50, up to which its key is answered; let the"
                      + " watermark wait longer, or fold late records"));
    }
  }

  /**
   * An event that is answered in a hurry is learned all the same, in its turn, and answered once.
   */
  @Test
  void shouldAnswerOnceFromWhatIsThereWhereTheClockHurries() throws Exception {
    try (EventHarness harness = start(EventTime.DEFAULTS.maxWait(Duration.ofMillis(200)));
        EventHarness patient = start(EventTime.DEFAULTS)) {
      harness.clock(1000);
      harness.send(happened(20, 2));
      harness.send(question(25));
      harness.clock(1199);
      assertThat(harness.answers()).isEmpty();
      harness.clock(1200);
      assertThat(statuses(harness.answers()))
          .containsExactly(Status.EMPTY_CONTEXT, Status.PROVISIONAL);
      assertThat(tokens(harness.answers())).containsExactly(0L, 1L);
      harness.send(happened(10, 4)); // as if nothing had been answered
      harness.send(question(40));
      harness.watermark(100);
      assertThat(tokens(harness.answers())).containsExactly(0L, 1L, 0L, 2L);
      for (EventInput<String> input : List.of(happened(20, 2), happened(10, 4), question(40))) {
        patient.send(input);
      }
      patient.watermark(100);
      assertThat(harness.bytes(harness.answers().get(3)))
          .isEqualTo(patient.bytes(patient.answers().get(2)));
    }
  }

  @Test
  void shouldTakeTheOldestEarlyWhereTooMuchWaits() throws Exception {
    try (EventHarness harness = start(EventTime.DEFAULTS.pendingBytes(2000))) {
      for (int i = 0; i < 100; i++) {
        harness.send(happened(i, i));
      }
      assertThat(statuses(harness.answers())).contains(Status.PROVISIONAL).hasSizeLessThan(100);
      harness.watermark(1000);
      assertThat(tokens(harness.answers()))
          .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> (long) i).toList());
    }
  }

  /** Found when a million of one time cost more and more: all of them stood in one array. */
  @ParameterizedTest
  @EnumSource(value = ShuffledEvents.Known.class)
  void shouldHoldManyOfOneTimeInSmallBlocks(ShuffledEvents.Known known) throws Exception {
    try (EventHarness harness = start(EventTime.DEFAULTS.pendingBytes(1 << 24))) {
      for (int i = 0; i < 2000; i++) {
        Event read = event(7, i);
        String id = known == ShuffledEvents.Known.BY_ID ? "id-" + (9999 - i) : null;
        Event named = new Event("a", 7, read.numbers(), read.texts(), null, id, null);
        Origin origin =
            known == ShuffledEvents.Known.BY_ORIGIN ? new Origin("t", 0, 9999 - i, 7) : null;
        harness.send(new EventInput.Happened<>("event " + i, named, origin));
      }
      assertThat(harness.pendingBlocks("a"))
          .allMatch(length -> length < 4096)
          .hasSizeGreaterThan(9);
      harness.watermark(7);
      assertThat(harness.pendingBlocks("a")).isEmpty();
      List<Answered<String>> all = harness.answers();
      assertThat(all).hasSize(2000);
      if (known != ShuffledEvents.Known.BY_BYTES) { // in the order of origins or ids
        assertThat(all.get(0).event()).isEqualTo("event 1999");
        assertThat(all.get(1999).event()).isEqualTo("event 0");
      }
    }
  }

  @Test
  void shouldForgetAKeyThatWasSilentForLong() throws Exception {
    try (EventHarness harness = start(SERVING.eventTime(EventTime.DEFAULTS).forgetAfter(100))) {
      harness.send(happened(10, 1));
      harness.send(happened(110, 1)); // just in time
      harness.watermark(110);
      assertThat(harness.keyedStateEntries()).isPositive();
      harness.watermark(210);
      assertThat(harness.keyedStateEntries()).isZero();
      harness.send(happened(300, 1));
      harness.watermark(300);
      assertThat(tokens(harness.answers())).containsExactly(0L, 1L, 0L);
    }
  }

  @Test
  void shouldRefuseWhatHasNoTime() throws Exception {
    try (EventHarness harness = start(EventTime.DEFAULTS)) {
      harness.send(happened(Atom.NO_TIME, 1));
      assertThat(harness.refused())
          .extracting(RefusedEvent::reason)
          .containsExactly(
              "the record has no time, by which event time would put it in order; give it one, or"
                  + " assign timestamps to its stream");
    }
  }

  /** Else its key would wait for it for ever, or have all that follows come too late. */
  @Test
  void shouldRefuseATimeThatCannotBe() throws Exception {
    try (EventHarness harness = start(EventTime.DEFAULTS)) {
      harness.send(happened(253_402_300_799_999L, 1)); // the last of the year 9999
      harness.send(happened(10, 1));
      harness.watermark(20);
      assertThat(harness.refused().get(0).reason())
          .startsWith("time=253402300799999 (9999-12-31T23:59:59.999Z) is outside the years 1600");
      assertThat(harness.refused().get(0).key()).isEqualTo("a");
      assertThat(statuses(harness.answers())).containsExactly(Status.EMPTY_CONTEXT);
      assertThat(harness.pendingBlocks("a")).isEmpty();
    }
  }
}
