package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Status;

/** Answers in order of time, whatever the order of arrival. */
class EventTimeTest {
  private static final StateBackend HEAP = new HashMapStateBackend();
  private static final Told SERVING = Told.of(Example.MODEL.toBytes(), Example.SMALL, Decay.NONE);

  private static OperatorHarness start(EventTime time) throws Exception {
    return OperatorHarness.timed(SERVING, time, HEAP, null);
  }

  private static RecallInput ask(String id, long time) {
    return RecallInput.of(Example.SCHEMA, Query.of(id, "a", new float[] {1, 0}, time));
  }

  @Test
  void shouldAnswerTheSameBytesInAnyOrderOfArrival() throws Exception {
    ShuffledStory story = new ShuffledStory(400, 11, SERVING);
    EventTime rules = EventTime.DEFAULTS;
    Map<String, byte[]> expected = story.tell(0, HEAP, rules);
    assertThat(expected).hasSize(story.queries());
    for (int shuffle = 1; shuffle <= 60; shuffle++) {
      requireSame(story.tell(shuffle, HEAP, rules), expected);
    }
    for (int shuffle = 61; shuffle <= 62; shuffle++) {
      requireSame(story.tell(shuffle, new EmbeddedRocksDBStateBackend(), rules), expected);
    }
  }

  @Test
  void shouldForgetTheSameInAnyOrderOfArrival() throws Exception {
    ShuffledStory story = new ShuffledStory(400, 12, SERVING.forgetAfter(60));
    EventTime rules = EventTime.DEFAULTS;
    Map<String, byte[]> expected = story.tell(0, HEAP, rules);
    assertThat(expected).isNotEqualTo(new ShuffledStory(400, 12, SERVING).tell(0, HEAP, rules));
    for (int shuffle = 1; shuffle <= 30; shuffle++) {
      requireSame(story.tell(shuffle, HEAP, rules), expected);
    }
  }

  private static void requireSame(Map<String, byte[]> answers, Map<String, byte[]> expected) {
    assertThat(answers.keySet()).isEqualTo(expected.keySet());
    answers.forEach((id, bytes) -> assertThat(bytes).as(id).isEqualTo(expected.get(id)));
  }

  @Test
  void shouldAnswerFromTheTokensUpToItsTimeAndNoOthers() throws Exception {
    try (OperatorHarness harness = start(EventTime.DEFAULTS)) {
      harness.send(ask("q", 20));
      harness.send(Example.tell("a", 1, 0, 3, 30));
      harness.send(Example.tell("a", 1, 0, 5, 20)); // at the same time, and after it
      harness.send(Example.tell("a", 1, 0, 7, 10));
      assertThat(harness.predictions()).isEmpty();
      harness.watermark(19);
      assertThat(harness.predictions()).isEmpty();
      harness.watermark(25);
      Prediction prediction = harness.predictions().get(0);
      assertThat(prediction.answer().status()).isEqualTo(Status.OK);
      assertThat(prediction.answer().tokens()).isEqualTo(2);
      assertThat(prediction.answer().value()).containsExactly(6f);
      assertThat(prediction.answer().asOf()).isEqualTo(20);
    }
  }

  @Test
  void shouldForgetInOrderOfTime() throws Exception {
    try (OperatorHarness harness = start(EventTime.DEFAULTS)) {
      harness.send(new Forget("a", 15));
      harness.send(Example.tell("a", 1, 0, 1, 10));
      harness.send(Example.tell("a", 1, 0, 2, 15));
      harness.send(ask("before", 14));
      harness.send(ask("after", 15));
      harness.watermark(100);
      assertThat(harness.predictions())
          .extracting(p -> p.answer().tokens())
          .containsExactly(1L, 1L);
      assertThat(harness.predictions())
          .extracting(p -> p.answer().value()[0])
          .containsExactly(1.0, 2.0);
    }
  }

  @Test
  void shouldSayWhatCameTooLate() throws Exception {
    try (OperatorHarness harness = start(EventTime.DEFAULTS)) {
      harness.send(Example.tell("a", 1, 0, 1, 10));
      harness.send(ask("in time", 50));
      harness.watermark(60);
      harness.send(Example.tell("a", 1, 0, 3, 20));
      harness.send(ask("late", 30));
      assertThat(harness.predictions())
          .extracting(p -> p.answer().status())
          .containsExactly(Status.OK, Status.LATE);
      assertThat(harness.predictions().get(1).answer().tokens()).isEqualTo(2);
      assertThat(harness.refused()).isEmpty();
    }
    try (OperatorHarness harness = start(EventTime.DEFAULTS.late(EventTime.Late.REFUSE))) {
      harness.send(ask("in time", 50));
      harness.watermark(60);
      harness.send(Example.tell("a", 1, 0, 3, 20));
      assertThat(harness.refused())
          .extracting(Refused::reason)
          .containsExactly(
              "the record's time 20 is not after 50, up to which its key is answered; let the watermark"
                  + " wait longer, or fold late records");
    }
  }

  /**
   * The watermark is the stream's, not the context's: what its context has not passed is in time.
   */
  @Test
  void shouldTakeInAtOnceWhatTheWatermarkHasPassedButItsContextHasNot() throws Exception {
    try (OperatorHarness harness = start(EventTime.DEFAULTS)) {
      harness.watermark(100);
      harness.send(Example.tell("a", 1, 0, 4, 50));
      harness.send(ask("q", 60));
      assertThat(harness.predictions())
          .extracting(p -> p.answer().status())
          .containsExactly(Status.OK);
    }
  }

  @Test
  void shouldPutWhatHasNoTimeWhereFlinkSaysAndElseRefuseIt() throws Exception {
    try (OperatorHarness harness = start(EventTime.DEFAULTS)) {
      harness.send(Example.tell("a", 1, 0, 1, Atom.NO_TIME), 10);
      harness.send(Example.tell("a", 1, 0, 9, Atom.NO_TIME), 30);
      harness.send(ask("q", 20));
      harness.send(ask("timeless", Atom.NO_TIME));
      harness.watermark(100);
      assertThat(harness.predictions()).hasSize(1);
      assertThat(harness.predictions().get(0).answer().value()).containsExactly(1f);
      assertThat(harness.refused())
          .containsExactly(
              new Refused(
                  "a",
                  Refused.QUERY,
                  "timeless",
                  "the record has no time, by which event time would put it in order; give it one,"
                      + " or assign timestamps to its stream"));
    }
  }

  @Test
  void shouldTakeTheOldestEarlyWhereTooMuchWaits() throws Exception {
    try (OperatorHarness harness = start(EventTime.DEFAULTS.pendingBytes(2000))) {
      harness.send(ask("old", 0));
      for (int i = 1; i <= 100; i++) {
        harness.send(Example.tell("a", 1, 0, 1, i));
      }
      assertThat(harness.predictions()).hasSize(1);
      harness.send(ask("new", 100));
      harness.watermark(1000);
      Prediction last = harness.predictions().get(1);
      assertThat(last.answer().tokens()).isEqualTo(100);
      assertThat(last.answer().status()).isEqualTo(Status.OK);
    }
    try (OperatorHarness harness = start(EventTime.DEFAULTS.pendingBytes(2000))) {
      harness.send(Example.tell("a", 1, 0, 1, 1));
      harness.send(ask("marked", 2));
      for (int i = 3; i <= 100; i++) {
        harness.send(Example.tell("a", 1, 0, 1, i));
      }
      assertThat(harness.predictions())
          .extracting(p -> p.answer().status())
          .containsExactly(Status.PROVISIONAL);
    }
  }

  @Test
  void shouldAnswerOnceFromWhatIsThereWhereTheClockHurries() throws Exception {
    try (OperatorHarness harness = start(EventTime.DEFAULTS.maxWait(Duration.ofMillis(200)))) {
      harness.clock(1000);
      harness.send(Example.tell("a", 1, 0, 2, 10));
      harness.send(ask("q", 20));
      harness.send(Example.tell("a", 1, 0, 8, 30));
      harness.clock(1199);
      assertThat(harness.predictions()).isEmpty();
      harness.clock(1200);
      assertThat(harness.predictions()).hasSize(1);
      Prediction hurried = harness.predictions().get(0);
      assertThat(hurried.answer().status()).isEqualTo(Status.PROVISIONAL);
      assertThat(hurried.answer().value()).containsExactly(2f);
      harness.send(Example.tell("a", 1, 0, 4, 15)); // as if nothing had been answered
      harness.send(ask("all", 40));
      harness.watermark(100);
      assertThat(harness.predictions()).extracting(Prediction::id).containsExactly("q", "all");
      assertThat(harness.predictions().get(1).answer().tokens()).isEqualTo(3);
      assertThat(harness.predictions().get(1).answer().status()).isEqualTo(Status.OK);
    }
  }

  /** Whether or not the watermark has come by in between. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldForgetAContextThatWasSilentForLong(boolean seen) throws Exception {
    try (OperatorHarness harness =
        OperatorHarness.timed(SERVING.forgetAfter(100), EventTime.DEFAULTS, HEAP, null)) {
      harness.send(Example.tell("a", 1, 0, 1, 10));
      harness.send(Example.tell("a", 1, 0, 1, 110)); // just in time
      if (seen) {
        harness.watermark(110);
        assertThat(harness.keyedStateEntries()).isPositive();
        harness.watermark(210);
        assertThat(harness.keyedStateEntries()).isZero();
      }
      harness.send(ask("q", 211));
      harness.send(Example.tell("b", 1, 0, 1, 10));
      harness.watermark(220);
      assertThat(harness.predictions())
          .extracting(p -> p.answer().status())
          .containsExactly(Status.EMPTY_CONTEXT);
      harness.send(Example.tell("a", 1, 0, 1, 230));
      harness.send(ask("kept", 235));
      harness.watermark(Long.MAX_VALUE); // an end is no silence
      assertThat(harness.predictions().get(1).answer().tokens()).isEqualTo(1);
      assertThat(harness.keyedStateEntries()).isPositive();
    }
  }

  @Test
  void shouldAnswerByTheModelOfTheQuerysTime() throws Exception {
    try (OperatorHarness harness = start(EventTime.DEFAULTS)) {
      harness.send(new ModelUpdate("sharper", Example.SHARPER.toBytes(), 50));
      harness.send(new ModelUpdate("first", Example.MODEL.toBytes(), 100));
      List<String> models = new ArrayList<>();
      for (long time : new long[] {10, 49, 50, 99, 100, 500}) {
        harness.send(ask("q" + time, time));
      }
      harness.watermark(1000);
      harness.predictions().forEach(prediction -> models.add(prediction.model()));
      String first = Example.MODEL.id();
      String sharper = Example.SHARPER.id();
      assertThat(models).containsExactly(first, first, sharper, sharper, first, first);
    }
  }

  @Test
  void shouldRefuseRulesThatCannotBe() {
    assertThatThrownBy(() -> EventTime.DEFAULTS.pendingBytes(0))
        .hasMessage("pending.bytes=0 is below 1; give waiting records some room");
    assertThatThrownBy(() -> EventTime.DEFAULTS.maxWait(Duration.ZERO))
        .hasMessage("query.max-wait=PT0S is below 1 ms; leave it out to wait for the watermark");
  }
}
