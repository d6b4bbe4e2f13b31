package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;

/** What is answered beside, or not at all. */
class ServingTest {
  private static final Told PLAIN = Told.of(Example.MODEL.toBytes(), Example.SMALL, Decay.NONE);
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

  private static RecallInput tell(String context, String ref) {
    return new Tell(context, new Atom(new float[] {1, 0}, new float[] {1}, 1, 0, ref));
  }

  @Test
  void shouldTakeATokenOnceWithinTheWindow() throws Exception {
    try (OperatorHarness harness = OperatorHarness.start(PLAIN.distinct(3))) {
      for (String ref : List.of("1", "2", "1", "3", "3", "4", "2", "1")) {
        harness.send(tell("a", ref)); // the last 1 has left the window: 2, 3, 4
      }
      harness.send(tell("b", "1"));
      harness.send(tell("b", null));
      harness.send(tell("b", null));
      assertThat(harness.answer(ASK).answer().tokens()).isEqualTo(5);
      assertThat(harness.answer(Example.ask("q", "b", 1, 0)).answer().tokens()).isEqualTo(3);
      harness.send(new Forget("a"));
      harness.send(tell("a", "4"));
      assertThat(harness.answer(ASK).answer().tokens()).isEqualTo(1);
    }
    try (OperatorHarness harness = OperatorHarness.start(PLAIN)) {
      harness.send(tell("a", "1"));
      harness.send(tell("a", "1"));
      assertThat(harness.answer(ASK).answer().tokens()).isEqualTo(2);
    }
  }

  /** Its ref was noted before the memory had refused it: whoever sent it right was too late. */
  @Test
  void shouldTakeATokenThatIsSentRightAfterItWasRefused() throws Exception {
    try (OperatorHarness harness = OperatorHarness.start(PLAIN.distinct(3))) {
      Atom wrong = new Atom(new float[] {1, 0, 0}, new float[] {1}, 1, 0, "1");
      harness.send(new Tell("a", wrong));
      assertThat(harness.refused()).hasSize(1);
      harness.send(tell("a", "1"));
      harness.send(tell("a", "1"));
      assertThat(harness.answer(ASK).answer().tokens()).isEqualTo(1);
    }
  }

  /** One that is refused in its turn hides nobody's answer before. */
  @Test
  void shouldLookAheadPastATokenThatWillBeRefused() throws Exception {
    EventTime hurried = EventTime.DEFAULTS.maxWait(Duration.ofMillis(10));
    try (OperatorHarness harness = OperatorHarness.start(PLAIN.eventTime(hurried))) {
      harness.send(new Tell("a", new Atom(new float[] {1, 0, 0}, new float[] {1}, 1, 5, null)));
      harness.send(Example.tell("a", 1, 0, 4, 10));
      Query query = Query.of("q", "a", new float[] {1, 0}, 20);
      harness.send(RecallInput.of(Example.SCHEMA, query));
      harness.clock(100);
      assertThat(harness.predictions().get(0).answer().tokens()).isEqualTo(1);
      assertThat(harness.refused()).isEmpty();
      harness.watermark(30);
      assertThat(harness.refused()).hasSize(1);
    }
  }

  @Test
  void shouldAnswerOnlyFromATimeToATime() throws Exception {
    Told between = PLAIN.queriesFrom(100).queriesTo(101);
    try (OperatorHarness harness = OperatorHarness.start(between)) {
      harness.send(Example.tell("a", 1, 0, 4, 10));
      for (long time : new long[] {0, 99, 100, 101, 102, Atom.NO_TIME}) {
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
