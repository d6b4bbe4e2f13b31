package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Status;

class RecallFunctionTest {
  private static final Origin ORIGIN = new Origin("queries", 1, 17, 1_700_000_000_000L);
  private static final RecallInput ASK = Example.ask("q", "a", .6f, .8f);

  @Test
  void shouldAnswerFromItsOwnContextAlone() throws Exception {
    try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      harness.send(Example.tell("a", 1, 0, 10));
      harness.send(Example.tell("b", 1, 0, -10));

      Prediction prediction = harness.answer(Example.ask("q1", "a", 1, 0));

      assertThat(prediction.id()).isEqualTo("q1");
      assertThat(prediction.context()).isEqualTo("a");
      assertThat(prediction.model()).isEqualTo(Example.MODEL.id());
      assertThat(prediction.answer().value()).containsExactly(10f);
      assertThat(prediction.answer().tokens()).isEqualTo(1);
      assertThat(harness.answer(Example.ask("q2", "new", 1, 0)).answer().status())
          .isEqualTo(Status.EMPTY_CONTEXT);
    }
  }

  /** On the heap a checkpoint is still writing the array out while the next tokens come. */
  @Test
  void shouldNotWriteIntoAnArrayThatACheckpointMayHold() throws Exception {
    try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      harness.send(Example.tells("a", 1000, 1));
      byte[] held = harness.memory("a");
      byte[] before = held.clone();
      harness.send(Example.tells("a", 300, 2));
      assertThat(held).isEqualTo(before);
      assertThat(harness.memory("a")).isNotEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 40, 1000})
  void shouldAnswerTheSameBytesAfterARestore(int tokens) throws Exception {
    List<RecallInput> before = Example.tells("a", tokens, 1);
    List<RecallInput> after = Example.tells("a", 100, 2);
    try (OperatorHarness unbroken = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      unbroken.send(before);
      OperatorSubtaskState state = unbroken.snapshot();
      try (OperatorHarness restored =
          OperatorHarness.restore(Example.MODEL, Example.SMALL, state)) {
        assertThat(OperatorHarness.bytes(restored.answer(ASK)))
            .isEqualTo(OperatorHarness.bytes(unbroken.answer(ASK)));
        unbroken.send(after);
        restored.send(after);
        assertThat(OperatorHarness.bytes(restored.answer(ASK)))
            .isEqualTo(OperatorHarness.bytes(unbroken.answer(ASK)));
        assertThat(restored.answer(ASK).answer().tokens()).isEqualTo(tokens + 100);
      }
    }
  }

  @Test
  void shouldAnswerTheSameBytesFromEitherStateBackend() throws Exception {
    try (OperatorHarness heap = OperatorHarness.start(Example.MODEL, 4096);
        OperatorHarness rocks =
            OperatorHarness.start(Example.MODEL, 4096, new EmbeddedRocksDBStateBackend())) {
      for (RecallInput tell : Example.tells("a", 500, 8)) {
        heap.send(tell);
        rocks.send(tell);
        assertThat(OperatorHarness.bytes(rocks.answer(ASK)))
            .isEqualTo(OperatorHarness.bytes(heap.answer(ASK)));
      }
    }
  }

  @Test
  void shouldLetTokensFadeByTheirHalfLife() throws Exception {
    try (OperatorHarness harness =
        OperatorHarness.start(Example.MODEL, Example.SMALL, new Decay(1000))) {
      harness.send(Example.tell("a", 1, 0, 0, 5000));
      harness.send(Example.tell("a", 1, 0, 9, 6000));

      assertThat(harness.answer(Example.ask("q", "a", 1, 0)).answer().value()[0])
          .isCloseTo(6, Offset.offset(1e-5));
    }
  }

  /**
   * Masses are as of the half-life that they were told under: another one stops the job at once.
   */
  @Test
  void shouldRefuseTheStateOfAnotherHalfLife() throws Exception {
    try (OperatorHarness fading =
        OperatorHarness.start(Example.MODEL, Example.SMALL, new Decay(1000))) {
      fading.send(Example.tells("a", 101, 3));
      OperatorSubtaskState state = fading.snapshot();
      assertThatThrownBy(() -> OperatorHarness.restore(Example.MODEL, Example.SMALL, state))
          .isInstanceOf(SuppressRestartsException.class)
          .hasRootCauseMessage(
              "the job's memories have a half-life of 0 ms, the restored ones 1000 (0: none): what"
                  + " they hold is weighed by it; start without that state (another --state), or with"
                  + " the half-life that made it");
    }
  }

  @Test
  void shouldLeaveTheStateAloneWhenAsked() throws Exception {
    try (OperatorHarness silent = OperatorHarness.start(Example.MODEL, Example.SMALL);
        OperatorHarness asked = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      for (RecallInput tell : Example.tells("a", 101, 3)) {
        silent.send(tell);
        asked.send(ASK);
        asked.send(Example.ask("q", "nobody", 1, 0));
        asked.send(tell);
      }
      asked.send(ASK);

      assertThat(asked.predictions()).hasSize(203);
      assertThat(asked.keyedStateBytes()).isEqualTo(silent.keyedStateBytes());
    }
  }

  @Test
  void shouldForgetAContextAndNoOther() throws Exception {
    try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      harness.send(Example.tells("a", 21, 4));
      harness.send(Example.tells("b", 21, 4));
      int both = harness.keyedStateEntries();

      harness.send(new Forget("a"));

      assertThat(harness.keyedStateEntries()).isEqualTo(both / 2);
      assertThat(harness.answer(ASK).answer().status()).isEqualTo(Status.EMPTY_CONTEXT);
      assertThat(harness.answer(Example.ask("q", "b", 1, 0)).answer().tokens()).isEqualTo(21);
    }
  }

  @Test
  void shouldGiveTheOraclesAnswersWhenExact() throws Exception {
    List<RecallInput> tells = Example.tells("a", 700, 5);
    ExactMeasure oracle = new ExactMeasure(Example.SCHEMA.shape());
    for (RecallInput tell : tells) {
      oracle.add(((Tell) tell).atom());
    }
    Answer expected = Example.MODEL.answer(oracle, ((Ask) ASK).tag(), ((Ask) ASK).inputs());
    try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, SketchLayout.UNBOUNDED)) {
      harness.send(tells);

      assertThat(harness.answer(ASK).answer())
          .usingRecursiveComparison()
          .withEqualsForType(Double::equals, Double.class) // NaN too
          .isEqualTo(expected);
    }
  }

  @Test
  void shouldTakeAnotherBudgetAtARestart() throws Exception {
    int frame; // names and serializers, which stand in a checkpoint once
    try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, 4096)) {
      harness.send(Example.tell("a", 1, 0, 0));
      frame = harness.keyedStateBytes().length;
    }
    for (int later : new int[] {512, 16384}) {
      try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, 4096)) {
        harness.send(Example.tells("a", 203, 6));
        OperatorSubtaskState state = harness.snapshot();
        try (OperatorHarness restored = OperatorHarness.restore(Example.MODEL, later, state)) {
          restored.send(Example.tells("a", 301, 7));

          assertThat(restored.refused()).isEmpty();
          assertThat(restored.answer(ASK).answer().tokens()).isEqualTo(504);
          assertThat(restored.keyedStateBytes().length).isLessThan(later + frame);
        }
      }
    }
  }

  @Test
  void shouldRefuseWhatDoesNotFitAndGoOn() throws Exception {
    try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      harness.send(new Ask("q1", "a", new float[3], new float[0], 0, null, ORIGIN));
      harness.send(new Ask("q2", "a", new float[2], new float[1], 0, null));
      harness.send(new Ask("q3", "a", new float[] {0, Float.NaN}, new float[0], 0, null));
      harness.send(
          new Tell(
              "a",
              new org.streamrecall.measure.Atom(new float[2], new float[4], 1, 0, null),
              ORIGIN));

      String remedy = "; make inputs with the model's own schema";
      assertThat(harness.refused())
          .containsExactly(
              new Refused(
                  "a",
                  "query",
                  "q1",
                  "a query's mapped tag has 3 numbers, the model's memory holds 2" + remedy,
                  ORIGIN),
              new Refused(
                  "a",
                  "query",
                  "q2",
                  "a query's inputs has 1 numbers, the model's memory holds 0" + remedy),
              new Refused(
                  "a",
                  "query",
                  "q3",
                  "a query's mapped tag has NaN at index 1; numbers must be finite"),
              new Refused(
                  "a",
                  "token",
                  null,
                  "a token's lifted content has 4 numbers, the model's memory holds 1" + remedy,
                  ORIGIN));
      assertThat(harness.predictions()).isEmpty();
      assertThat(harness.keyedStateEntries()).isZero();
      harness.send(Example.tell("a", 1, 0, 10));
      assertThat(harness.answer(ASK).answer().tokens()).isEqualTo(1);
    }
  }

  @Test
  void shouldPassOnWhatWasRefusedBefore() throws Exception {
    Refused anonymous = new Refused(null, Refused.TOKEN, null, "no context");
    try (OperatorHarness harness = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      harness.send(anonymous);

      assertThat(harness.refused()).containsExactly(anonymous);
      assertThat(harness.keyedStateEntries()).isZero();
    }
  }
}
