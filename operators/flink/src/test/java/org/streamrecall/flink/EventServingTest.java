package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.Waiting;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Decay;

/** What is done with events beside remembering and answering them. */
class EventServingTest {
  private static final byte[] MODEL = ShuffledEvents.MODEL.toBytes();
  private static final byte[] SOFTER = ShuffledEvents.SOFTER.toBytes();
  private static final Told PLAIN = Told.of(MODEL, ShuffledEvents.BYTES, Decay.NONE);

  private static EventHarness start(Told serving) throws Exception {
    return start(serving, null);
  }

  private static EventHarness start(Told serving, OperatorSubtaskState state) throws Exception {
    return new EventHarness(serving, new HashMapStateBackend(), state);
  }

  private static EventInput<String> event(String key, String id, int i) {
    double[] numbers = {i % 7 / 7.0, 10.0 * (i % 4) + i % 5};
    Event read = new Event(key, i, numbers, new String[] {"shop " + i % 4}, null, id, null);
    return new EventInput.Happened<>(key + i, read, null);
  }

  private static List<EventInput<String>> events(int from, int to) {
    List<EventInput<String>> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      all.add(event("a", null, i));
    }
    return all;
  }

  private static EventInput<String> question(String id, int i) {
    Event read = ((EventInput.Happened<String>) event("a", null, i)).read();
    return new EventInput.Question<>(id, read, id, null);
  }

  private static List<String> bytes(EventHarness harness, List<Answered<String>> answers)
      throws Exception {
    List<String> all = new ArrayList<>();
    for (Answered<String> answered : answers) {
      all.add(harness.bytes(answered));
    }
    return all;
  }

  /**
   * Each by its own record of errors, which a restore keeps; the served answers stay as they are.
   */
  @Test
  void shouldSayWhatAnotherModelWouldHaveSaid() throws Exception {
    try (EventHarness both = start(PLAIN.shadow(SOFTER));
        EventHarness alone = start(PLAIN)) {
      List<String> served = both.bytes(events(0, 200));
      assertThat(served).isEqualTo(alone.bytes(events(0, 200)));
      assertThat(both.shadows()).hasSize(200);
      assertThat(both.shadows())
          .allMatch(a -> a.prediction().model().equals(ShuffledEvents.SOFTER.id()));
      assertThat(bytes(both, both.shadows())).isNotEqualTo(served);
      assertThat(both.shadow("a")).isNotEqualTo(both.state("a").record());
      OperatorSubtaskState state = both.snapshot();
      try (EventHarness restored = start(PLAIN.shadow(SOFTER), state)) {
        both.answers(events(200, 300));
        restored.answers(events(200, 300));
        assertThat(bytes(restored, restored.shadows()))
            .isEqualTo(bytes(both, both.shadows().subList(200, 300)));
      }
    }
  }

  /** A record of its own, from the one of the model that served until it came. */
  @Test
  void shouldAnswerByAShadowOfTheSameWeightsAsTheServedModel() throws Exception {
    try (EventHarness before = start(PLAIN)) {
      before.answers(events(0, 100));
      try (EventHarness both = start(PLAIN.shadow(MODEL), before.snapshot())) {
        List<String> served = both.bytes(events(100, 300));
        both.send(question("q", 300));
        assertThat(bytes(both, both.shadows()).subList(0, 200)).isEqualTo(served);
        assertThat(both.shadows().get(200).prediction().id()).isEqualTo("q");
      }
    }
  }

  @Test
  void shouldAnswerEachEventByTheModelOfItsTime() throws Exception {
    try (EventHarness harness = start(PLAIN)) {
      harness.send(new ModelUpdate("softer", SOFTER, 50));
      List<Answered<String>> answers = harness.answers(events(48, 52));
      String first = ShuffledEvents.MODEL.id();
      String softer = ShuffledEvents.SOFTER.id();
      assertThat(answers)
          .extracting(answered -> answered.prediction().model())
          .containsExactly(first, first, softer, softer);
    }
  }

  @Test
  void shouldLearnInSilenceUpToATime() throws Exception {
    try (EventHarness harness = start(PLAIN.queriesFrom(100));
        EventHarness all = start(PLAIN)) {
      harness.send(question("old", 50));
      List<Answered<String>> answers = harness.answers(events(0, 120));
      assertThat(answers).extracting(Answered::event).startsWith("a100").hasSize(20);
      List<Answered<String>> every = all.answers(events(0, 120));
      assertThat(bytes(harness, answers)).isEqualTo(bytes(all, every.subList(100, 120)));
    }
  }

  @Test
  void shouldTakeAnEventOnceWithinTheWindow() throws Exception {
    try (EventHarness harness = start(PLAIN.distinct(3))) {
      for (String id : List.of("1", "2", "1", "3", "3", "4", "2", "1")) {
        harness.send(event("a", id, 1)); // the last 1 has left the window: 2, 3, 4
      }
      harness.send(event("b", "1", 1));
      harness.send(event("b", null, 1));
      harness.send(event("b", null, 1));
      assertThat(harness.answers())
          .extracting(answered -> answered.prediction().answer().tokens())
          .containsExactly(0L, 1L, 2L, 3L, 4L, 0L, 1L, 2L);
    }
  }

  @Test
  void shouldForgetByTheClockAKeyThatIsSilentForLong() throws Exception {
    for (StateBackend backend :
        List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend())) {
      try (EventHarness harness = new EventHarness(PLAIN.forgetAfter(6400), backend, null)) {
        harness.clock(1000);
        harness.send(event("a", null, 1));
        harness.send(event("b", null, 1));
        harness.clock(7399); // one millisecond short of what is promised to b
        assertThat(harness.state("b")).isNotNull();
        harness.send(event("a", null, 2));
        harness.clock(7500);
        assertThat(harness.state("b")).isNull();
        harness.clock(13_799);
        harness.send(event("a", null, 3));
        harness.send(event("b", null, 2));
        assertThat(harness.answers())
            .extracting(answered -> answered.prediction().answer().tokens())
            .containsExactly(0L, 0L, 1L, 2L, 0L);
        harness.clock(30_000);
        assertThat(harness.state("a")).isNull();
        assertThat(harness.state("b")).isNull();
        if (backend instanceof HashMapStateBackend) {
          assertThat(harness.keyedStateEntries()).isZero();
        }
      }
    }
  }

  /** It left as a refused event without event and key. */
  @Test
  void shouldSayWhoseOutcomeCouldNotBeTaken() throws Exception {
    try (EventHarness harness = start(PLAIN.waiting(new Waiting(4, 1000)))) {
      Event outcome =
          new Event("a", 1, new double[] {.5, Double.NaN}, new String[1], null, "id-1", null);
      harness.send(new EventInput.Outcome<>(null, outcome, null));
      assertThat(harness.refused()).hasSize(1);
      RefusedEvent<String> refused = harness.refused().get(0);
      assertThat(refused.key()).isEqualTo("a");
      assertThat(refused.id()).isEqualTo("id-1");
      assertThat(refused.reason()).startsWith("amount is missing");
    }
  }
}
