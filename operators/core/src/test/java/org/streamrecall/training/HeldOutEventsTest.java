package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.Oddness;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Status;

class HeldOutEventsTest {
  private static Judgement judgement(Status status, double value, int tokens, double surprise) {
    double[][] interval = {{value - 1, value + 1}};
    double[] numbers = {value};
    Answer answer =
        new Answer(
            status,
            numbers,
            List.of(),
            interval,
            0,
            false,
            tokens,
            tokens / 2.0,
            0,
            0,
            List.of(),
            List.of(),
            Atom.NO_TIME);
    return new Judgement(answer, new Oddness(surprise, Double.NaN, List.of()));
  }

  private static Event event(double x) {
    return new Event("k", Atom.NO_TIME, new double[] {x}, new String[0], null);
  }

  /** Each outcome stands beside what was foretold of it, so many events before, of its own key. */
  @Property(tries = 100, seed = "7")
  void shouldBringOutcomesToWhatWasForetold(
      @ForAll @IntRange(min = 1, max = 5) int horizon,
      @ForAll @IntRange(min = 0, max = 12) int from,
      @ForAll @IntRange(min = 0, max = 12) int events) {
    EventSchema schema = EventSchema.of("k", null, "x", "next(x," + horizon + ")", null);
    HeldOutEvents held = new HeldOutEvents(schema);
    for (int key = 0; key < 2; key++) {
      held.nextKey();
      for (int i = 0; i < events; i++) {
        Judgement said = judgement(Status.OK, 100 * key + i, i, 0.5);
        held.add(event(100 * key + i), key == 1, i >= from, said, said);
      }
    }
    int each = Math.max(0, events - horizon - from);
    assertThat(held.outcomes()).hasSize(2 * each);
    for (HeldOutOutcome outcome : held.outcomes()) {
      assertThat(outcome.number() - outcome.trained().value()).isEqualTo(horizon);
      assertThat(outcome.learned()).isEqualTo((long) outcome.trained().value() % 100);
      assertThat(outcome.isNewKey()).isEqualTo(outcome.number() >= 100);
      assertThat(outcome.trained().holds(outcome.number())).isEqualTo(horizon <= 1);
    }
    assertThat(held.surprises()).hasSize(2 * Math.max(0, events - from));
  }

  @Test
  void shouldLeaveOutWhatIsMissingAndWhatNothingWasKnownOf() {
    EventSchema schema = EventSchema.of("k", null, "lag(x,1)", "x", null);
    HeldOutEvents held = new HeldOutEvents(schema);
    held.nextKey();
    Judgement none = judgement(Status.EMPTY_CONTEXT, 0, 0, Double.NaN);
    Judgement some = judgement(Status.OK, 1, 4, 0.25);
    held.add(event(1), false, true, none, none);
    held.add(event(Double.NaN), false, true, some, some);
    held.add(event(3), false, true, some, some);
    assertThat(held.outcomes()).extracting(HeldOutOutcome::number).containsExactly(3.0);
    assertThat(held.surprises()).containsExactly(0.25, 0.25);
    assertThat(held.tokens()).isEqualTo(4);
    assertThat(held.effectiveTokens()).isEqualTo(2);
  }

  @Test
  void shouldSayWhatACategoryWasGiven() {
    EventSchema schema = EventSchema.of("k", null, "lag(category(c),1)", "category(c)", null);
    HeldOutEvents held = new HeldOutEvents(schema);
    EventMemory memory = new EventMemory(schema.untrained(), 16384, false, Decay.NONE);
    held.nextKey();
    for (int i = 0; i < 40; i++) {
      String[] texts = {i % 4 == 3 ? "rare" : "usual"};
      Event event = new Event("k", Atom.NO_TIME, new double[0], texts, null);
      Judgement judgement = memory.tell(event);
      held.add(event, false, i >= 20, judgement, judgement);
    }
    assertThat(held.outcomes()).hasSize(20);
    for (HeldOutOutcome outcome : held.outcomes()) {
      assertThat(outcome.trained().likeliest()).isEqualTo("usual");
      assertThat(outcome.trained().isRight()).isEqualTo(outcome.name().equals("usual"));
      assertThat(outcome.trained().certainty()).isBetween(0.5, 1.0);
      boolean same = outcome.trained().probability() == outcome.trained().certainty();
      assertThat(same).isEqualTo(outcome.trained().isRight());
    }
    assertThat(held.methods().get(0).values().stream().mapToDouble(w -> w).sum())
        .isBetween(0.5, 1.0001);
  }
}
