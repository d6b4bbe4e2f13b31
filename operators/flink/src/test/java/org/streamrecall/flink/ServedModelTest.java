package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.streamrecall.flink.models.ServedModel;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Prediction;

class ServedModelTest {
  private static final RecallInput ASK = Example.ask("q", "a", .6f, .8f);
  private static final ModelUpdate SHARPER = new ModelUpdate("sharper", Example.SHARPER.toBytes());

  @Test
  void shouldAnswerWithANewModelAboutTokensFoldedBefore() throws Exception {
    try (OperatorHarness swapped = OperatorHarness.start(Example.MODEL, Example.SMALL);
        OperatorHarness always = OperatorHarness.start(Example.SHARPER, Example.SMALL)) {
      swapped.send(Example.tells("a", 333, 1));
      always.send(Example.tells("a", 333, 1));
      Prediction before = swapped.answer(ASK);

      swapped.send(SHARPER);

      Prediction after = swapped.answer(ASK);
      assertThat(after.model()).isEqualTo(Example.SHARPER.id());
      assertThat(after.answer().value()).isNotEqualTo(before.answer().value());
      assertThat(OperatorHarness.bytes(after)).isEqualTo(OperatorHarness.bytes(always.answer(ASK)));
    }
  }

  @Test
  void shouldKeepTheNewModelOverARestore() throws Exception {
    try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      harness.send(Example.tells("a", 33, 1));
      harness.send(SHARPER);
      OperatorSubtaskState state = harness.snapshot();
      try (OperatorHarness restored =
          OperatorHarness.restore(Example.MODEL, Example.SMALL, state)) {
        assertThat(OperatorHarness.bytes(restored.answer(ASK)))
            .isEqualTo(OperatorHarness.bytes(harness.answer(ASK)));
        assertThat(restored.answer(ASK).model()).isEqualTo(Example.SHARPER.id());
      }
    }
  }

  @Test
  void shouldRefuseAModelOfAnotherSchemaAndGoOn() throws Exception {
    try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      harness.send(new ModelUpdate("other", Example.OF_ANOTHER_SCHEMA.toBytes()));

      assertThat(harness.refused())
          .containsExactly(
              new Refused(
                  null,
                  "model",
                  "other",
                  "model \"other\" has schema "
                      + Example.OF_ANOTHER_SCHEMA.schema().hash()
                      + ", the memories have "
                      + Example.SCHEMA.hash()
                      + "; start a new memory, or train with the same schema"));
      assertThat(harness.answer(ASK).model()).isEqualTo(Example.MODEL.id());
    }
  }

  @Test
  void shouldRefuseEveryTruncationOfAModel() throws Exception {
    byte[] whole = Example.SHARPER.toBytes();
    try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      for (int length = 0; length < whole.length; length++) {
        harness.send(new ModelUpdate("cut", Arrays.copyOf(whole, length)));
      }

      assertThat(harness.refused())
          .hasSize(whole.length)
          .allSatisfy(
              refused -> {
                assertThat(refused.kind()).isEqualTo(Refused.MODEL);
                assertThat(refused.id()).isEqualTo("cut");
                assertThat(refused.reason()).doesNotContain("Exception").hasSizeGreaterThan(20);
              });
      assertThat(harness.answer(ASK).model()).isEqualTo(Example.MODEL.id());
    }
  }

  /** Nor start over and over: it would be so again each time. */
  @Test
  void shouldNotStartOnMemoriesOfAnotherSchema() throws Exception {
    try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      harness.send(Example.tell("a", 1, 0, 10));
      OperatorSubtaskState state = harness.snapshot();

      assertThatThrownBy(
              () -> OperatorHarness.restore(Example.OF_ANOTHER_SCHEMA, Example.SMALL, state))
          .hasStackTraceContaining(SuppressRestartsException.class.getName())
          .rootCause()
          .hasMessage(
              "the job's model has schema "
                  + Example.OF_ANOTHER_SCHEMA.schema().hash()
                  + ", the restored memories have "
                  + Example.SCHEMA.hash()
                  + ": what makes moments alike or is foretold is not the same; start without that state"
                  + " (another --state), or with the schema that made it");
    }
  }

  /** A later program that packs otherwise, and cannot read this. */
  @Test
  void shouldRefuseTheStateOfAnotherFormat() throws Exception {
    try (OperatorStateBackend store =
        new DefaultOperatorStateBackendBuilder(
                getClass().getClassLoader(),
                new ExecutionConfig(),
                false,
                List.of(),
                new CloseableRegistry())
            .build()) {
      byte[] first = Example.MODEL.toBytes();
      served(first, store, ServedModel.FORMAT);
      served(first, store, ServedModel.FORMAT); // the same goes on
      assertThatThrownBy(() -> served(first, store, "later"))
          .isInstanceOf(SuppressRestartsException.class)
          .hasRootCauseMessage(
              "this program packs memories in format later, the restored ones are in format 3; start"
                  + " without that state (another --state), or with the program that wrote it");
      served(first, store, "later", ServedModel.FORMAT); // reads both
      assertThatThrownBy(() -> served(first, store, ServedModel.FORMAT))
          .hasRootCauseMessage(
              "this program packs memories in format 3, the restored ones are in format later; start"
                  + " without that state (another --state), or with the program that wrote it");
    }
  }

  private static ServedModel served(byte[] first, OperatorStateBackend store, String... formats)
      throws Exception {
    return new ServedModel(first, Decay.NONE, ServedModel.ARRIVAL, List.of(formats), store);
  }

  /** What waits for its time would be stranded, and its timers would find nobody to release it. */
  @Test
  void shouldRefuseStateOfTheOtherOrder() throws Exception {
    try (OperatorHarness timely = timed(null);
        OperatorHarness arriving = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      timely.send(Example.tell("a", 1, 0, 3, 10)); // waits
      arriving.send(Example.tell("a", 1, 0, 3, 10));
      OperatorSubtaskState waiting = timely.snapshot();
      OperatorSubtaskState told = arriving.snapshot();

      assertThatThrownBy(() -> OperatorHarness.restore(Example.MODEL, Example.SMALL, waiting))
          .isInstanceOf(SuppressRestartsException.class)
          .hasRootCauseMessage(
              "the job takes its inputs in order of arrival, the restored state took them in order of"
                  + " time: what waits there for its time would never be told, and what was told"
                  + " knows no such order; start without that state (another --state), or with the"
                  + " order that made it");
      assertThatThrownBy(() -> timed(told))
          .isInstanceOf(SuppressRestartsException.class)
          .hasRootCauseMessage(
              "the job takes its inputs in order of time, the restored state took them in order of"
                  + " arrival: what waits there for its time would never be told, and what was told"
                  + " knows no such order; start without that state (another --state), or with the"
                  + " order that made it");
    }
  }

  private static OperatorHarness timed(OperatorSubtaskState state) throws Exception {
    return OperatorHarness.timed(
        Told.of(Example.MODEL.toBytes(), Example.SMALL, Decay.NONE),
        EventTime.DEFAULTS,
        new HashMapStateBackend(),
        state);
  }
}
