package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.flink.serial.KeyState;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Network;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.TrainingRecord;

/** State, restores and models of the event operator. */
class EventFunctionTest {
  private static final EventSchema SCHEMA =
      EventSchema.of("card", "at", "category(merchant), lag(amount,1..2)", "amount", null);
  private static final int BYTES = 3000;

  private static EventHarness start() throws Exception {
    return start(new HashMapStateBackend(), null);
  }

  private static EventHarness start(StateBackend backend, OperatorSubtaskState state)
      throws Exception {
    Told serving = Told.of(SCHEMA.untrained().toBytes(), BYTES, Decay.NONE);
    return new EventHarness(serving, backend, state);
  }

  private static List<EventInput<String>> story(int count, long seed) {
    List<EventInput<String>> story = new ArrayList<>();
    for (Payment p : Payment.stream(2, count, seed)) {
      double[] amount = {p.amount()};
      Event event = new Event(p.card(), p.at(), amount, new String[] {p.merchant()}, null);
      story.add(new EventInput.Happened<>(p.toString(), event, null));
    }
    return story;
  }

  @Test
  void shouldForgetOneKeyAndNoOther() throws Exception {
    String forgotten = Payment.stream(2, 1, 1).get(0).card();
    try (EventHarness told = start();
        EventHarness fresh = start()) {
      told.answers(story(100, 1));
      assertThat(told.answers(List.of(new EventInput.Forget<>(forgotten, Atom.NO_TIME)))).isEmpty();
      fresh.answers(without(forgotten, story(100, 1)));
      assertThat(told.bytes(story(40, 2))).isEqualTo(fresh.bytes(story(40, 2)));
    }
  }

  private static List<EventInput<String>> without(String key, List<EventInput<String>> story) {
    return story.stream().filter(input -> !input.key().equals(key)).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 32, 33, 64, 400})
  void shouldGoOnWithTheSameBytesAfterARestoreOnEitherBackend(int before) throws Exception {
    List<EventInput<String>> after = story(120, 2);
    try (EventHarness unbroken = start()) {
      unbroken.answers(story(before, 1));
      OperatorSubtaskState state = unbroken.snapshot();
      try (EventHarness restored = start(new HashMapStateBackend(), state);
          EventHarness rocks = start(new EmbeddedRocksDBStateBackend(), null)) {
        List<String> expected = unbroken.bytes(after);
        rocks.answers(story(before, 1));
        assertThat(restored.bytes(after)).containsExactlyElementsOf(expected);
        assertThat(rocks.bytes(after)).containsExactlyElementsOf(expected);
      }
    }
  }

  @Test
  void shouldNotWriteIntoAnArrayThatACheckpointMayHold() throws Exception {
    try (EventHarness harness = start()) {
      harness.answers(story(300, 1));
      KeyState state = harness.state("card-0");
      byte[] memoryBefore = state.memory().clone();
      byte[] recordBefore = state.record().clone();
      harness.answers(story(100, 2));
      assertThat(state.memory()).isEqualTo(memoryBefore);
      assertThat(state.record()).isEqualTo(recordBefore);
      assertThat(harness.state("card-0").memory()).isNotEqualTo(memoryBefore);
    }
  }

  @Test
  void shouldAnswerWithANewModelAboutWhatWasToldBeforeIt() throws Exception {
    Network network = Network.start(SCHEMA.schema(), 1, 1, 2, 0, new double[1], new double[] {1});
    RecallModel softer = new RecallModel(network, TrainingRecord.NONE);
    List<EventInput<String>> one = story(1, 3).subList(0, 1);
    try (EventHarness harness = start()) {
      harness.answers(story(200, 1));
      OperatorSubtaskState state = harness.snapshot();
      double before = harness.answers(one).get(0).prediction().answer().value()[0];
      try (EventHarness swapped = start(new HashMapStateBackend(), state)) {
        swapped.send(new ModelUpdate("softer", softer.toBytes()));
        swapped.send(new ModelUpdate("bad", Example.MODEL.toBytes()));
        Answered<String> after = swapped.answers(one).get(0);
        assertThat(after.prediction().answer().value()[0]).isNotEqualTo(before);
        assertThat(after.prediction().model()).isEqualTo(softer.id());
        assertThat(swapped.refusedModels()).isEqualTo(1);
      }
    }
  }
}
