package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Status;

/** What streams of users do: each has a defined answer. */
class OddEventsTest {
  private static final int BYTES = 8192;

  private static Event event(long time, String name, double... numbers) {
    return new Event("k", time, numbers, name == null ? new String[0] : new String[] {name}, null);
  }

  /** An event from before the newest one is no time since it: asked about as one without a time. */
  @Test
  void shouldTakeTimeThatRunsBackwardsAsNotKnown() {
    EventSchema schema = EventSchema.of("k", "at", "since(at)", "x", null);
    EventMemory memory = Events.memory(schema, BYTES);
    long time = 0;
    for (int i = 0; i < 300; i++) {
      time += i % 2 == 0 ? 1000 : 9000; // what came soon is 1, what came late is 9
      memory.tell(event(time, null, i % 2 == 0 ? 1 : 9));
    }
    Answer backwards = memory.ask(event(time - 1, null, 0)).answer();
    Answer timeless = memory.ask(event(Atom.NO_TIME, null, 0)).answer();
    assertThat(backwards.toString()).isEqualTo(timeless.toString());
    assertThat(memory.ask(event(time + 1000, null, 0)).answer().value()[0])
        .isCloseTo(1, within(1.0));
    assertThat(memory.ask(event(time + 9000, null, 0)).answer().value()[0])
        .isCloseTo(9, within(1.0));
    // It is learned, and the newest event stays the newest.
    memory.tell(event(time - 5000, null, 5));
    Answer next = memory.ask(event(time + 1000, null, 0)).answer();
    assertThat(next.tokens()).isEqualTo(301);
    assertThat(next.asOf()).isEqualTo(time);
    assertThat(next.value()[0]).isCloseTo(1, within(1.0));
  }

  /** The order of arrival does not change how old an event is. */
  @Test
  void shouldLetLateEventsFadeByTheirOwnTime() {
    EventSchema schema = EventSchema.of("k", "at", "category(c)", "x", null);
    EventMemory memory = new EventMemory(schema.untrained(), BYTES, true, new Decay(1000));
    memory.tell(event(6000, "a", 9));
    memory.tell(event(5000, "a", 0));
    assertThat(memory.ask(event(6000, "a", 0)).answer().recalled())
        .extracting(part -> Math.round(3 * part.share()))
        .containsExactly(2L, 1L);
  }

  @Test
  void shouldTakeTheLargestNumber() {
    EventSchema schema = EventSchema.of("k", "at", "category(c)", "x", "none");
    EventMemory memory = Events.memory(schema, BYTES);
    memory.tell(event(0, "a", 1e16));
    assertThat(memory.ask(event(1, "a", 0)).answer().value()).containsExactly(1e16f);
  }

  /** As a counter that is broken now and then: its squares beside the others are beyond 32 bits. */
  @Test
  void shouldForetellBesideNumbersOfAnySize() {
    EventSchema schema = EventSchema.of("k", null, "x, lag(y,1..4), delta(x)", "next(y)", null);
    EventMemory memory = Events.memory(schema, 4096);
    Random random = new Random(1);
    Judgement last = null;
    for (int i = 0; i < 3000; i++) {
      double broken = random.nextInt(100) == 0 ? 1e16 : 1e-4 * random.nextGaussian();
      last = memory.tell(event(1000L * i, null, broken, random.nextGaussian()));
      if (i > 0) {
        assertThat(last.answer().interval()[0]).as("%s", i).doesNotContain(Double.NaN);
        assertThat(last.answer().familiarity()).as("%s", i).isFinite();
      }
    }
    double[] interval = last.answer().interval()[0];
    assertThat(interval[1] - interval[0]).isBetween(2.5, 4.5);
  }

  /** What never varies is foretold as itself, whatever it is told as a departure from. */
  @ParameterizedTest
  @CsvSource({"0,none", "42,none", "-3e14,none", "1e-30,none", "42,last", "0,mean", "-7,season:3"})
  void shouldForetellAConstantAsItself(double constant, String base) {
    EventSchema schema = EventSchema.of("k", "at", "category(c)", "x", base);
    EventMemory memory = Events.memory(schema, BYTES);
    Judgement last = null;
    for (int i = 0; i < 300; i++) {
      last = memory.tell(event(1000L * i, "a", constant));
    }
    double[] bounds = last.answer().interval()[0];
    assertThat(last.answer().value()).containsExactly((float) constant);
    assertThat(bounds[0]).isFinite().isLessThanOrEqualTo((float) constant);
    assertThat(bounds[1]).isFinite().isGreaterThanOrEqualTo((float) constant);
    assertThat(last.surprise()).isBetween(0.0, 0.5);
    double other = constant == 0 ? 1 : 2 * constant;
    assertThat(memory.tell(event(300_000, "a", other)).surprise()).isGreaterThan(0.9);
  }

  /** Of the outcome too: it surprises, and from then on it is one of the key's. */
  @Test
  void shouldLearnACategoryThatItNeverForetold() {
    EventSchema schema = EventSchema.of("k", "at", "x", "category(c)", null);
    EventMemory memory = Events.memory(schema, BYTES);
    for (int i = 0; i < 200; i++) {
      memory.tell(event(1000L * i, i % 2 == 0 ? "even" : "odd", i % 2));
    }
    Judgement known = memory.tell(event(200_000, "even", 0));
    Judgement unseen = memory.tell(event(201_000, "never", 0));
    assertThat(unseen.answer().categories()).containsExactly("even", "odd", null);
    assertThat(unseen.surprise()).isBetween(0.95, 1.0);
    assertThat(known.surprise()).isLessThan(0.9);
    Answer next = memory.ask(event(202_000, null, 0)).answer();
    assertThat(next.categories()).containsExactly("even", "odd", "never", null);
    assertThat(next.value()[2]).isBetween(0.0, 0.2);
  }

  /** Only one name ever: it is next to certain, and its coming is no surprise. */
  @Test
  void shouldForetellTheOnlyCategoryThereIs() {
    EventSchema schema = EventSchema.of("k", "at", "x", "category(c)", null);
    EventMemory memory = Events.memory(schema, BYTES);
    Judgement last = null;
    for (int i = 0; i < 100; i++) {
      last = memory.tell(event(1000L * i, "only", i));
    }
    assertThat(last.answer().categories()).containsExactly("only", null);
    assertThat(last.answer().value()[0]).isBetween(0.99, 1.0);
    assertThat(last.surprise()).isLessThan(0.5);
  }

  /** Keys of one event each: none has a past, and none learns from another. */
  @Test
  void shouldAnswerEveryKeyOfOneEventWithNothing() {
    EventMemories memories = new EventMemories(Events.memory(Events.SCHEMA, BYTES));
    for (int i = 0; i < 50; i++) {
      Event one = Events.event(1000L * i, i, 0, "a");
      Judgement judgement =
          memories.tell(new Event("k" + i, one.time(), one.numbers(), one.texts(), null));
      assertThat(judgement.answer().status()).isEqualTo(Status.EMPTY_CONTEXT);
      assertThat(judgement.surprise()).isNaN();
      assertThat(judgement.answer().recalled()).isEqualTo(List.of());
    }
    assertThat(memories.keys()).isEqualTo(50);
  }
}
