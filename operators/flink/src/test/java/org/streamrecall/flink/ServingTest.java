package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;

/** What is answered beside, or not at all. */
class ServingTest {
  private static final Serving PLAIN =
      Serving.of(Example.MODEL.toBytes(), Example.SMALL, Decay.NONE);
  private static final RecallInput ASK = Example.ask("q", "a", .6f, .8f);

  @Test
  void shouldSayWhatAnotherModelWouldHaveSaid() throws Exception {
    try (OperatorHarness both = OperatorHarness.start(PLAIN.shadow(Example.SHARPER.toBytes()));
        OperatorHarness sharper = OperatorHarness.start(Example.SHARPER, Example.SMALL)) {
      both.send(Example.tells("a", 200, 1));
      sharper.send(Example.tells("a", 200, 1));
      Prediction served = both.answer(ASK);
      assertThat(served.model()).isEqualTo(Example.MODEL.id());
      assertThat(both.shadows()).hasSize(1);
      assertThat(OperatorHarness.bytes(both.shadows().get(0)))
          .isEqualTo(OperatorHarness.bytes(sharper.answer(ASK)))
          .isNotEqualTo(OperatorHarness.bytes(served));
    }
  }

  @Test
  void shouldAnswerOnlyFromATimeOn() throws Exception {
    try (OperatorHarness harness = OperatorHarness.start(PLAIN.queriesFrom(100))) {
      harness.send(Example.tell("a", 1, 0, 4, 10));
      for (long time : new long[] {0, 99, 100, 101, Atom.NO_TIME}) {
        harness.send(
            RecallInput.of(Example.SCHEMA, Query.of("q" + time, "a", new float[] {1, 0}, time)));
      }
      assertThat(harness.predictions())
          .extracting(Prediction::id)
          .containsExactly("q100", "q101", "q" + Atom.NO_TIME);
      assertThat(harness.predictions().get(0).answer().tokens()).isEqualTo(1);
      assertThat(harness.refused()).isEmpty();
    }
  }
}
