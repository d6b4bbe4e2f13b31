package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Status;

/** A value that an event does not bring is not known; what is known goes on being of use. */
class MissingValuesTest {
  private static final int BYTES = 8192;

  private static Event event(long time, double... numbers) {
    return new Event("k", time, numbers, new String[0], null);
  }

  /** A base is the last value that is known: in every second event there is none. */
  @ParameterizedTest
  @CsvSource({
    "x,last",
    "next(x),last",
    "'next(x,1..2)',last",
    "x,season:4",
    "next(x),season:4",
    "x,mean"
  })
  void shouldAnswerFromTheBaseThatIsKnown(String target, String base) {
    EventSchema schema = EventSchema.of("k", "at", "hour(at)", target, base);
    EventMemory memory = Events.memory(schema, BYTES);
    SplittableRandom random = new SplittableRandom(1);
    int answered = 0;
    for (int i = 0; i < 400; i++) {
      double x = random.nextDouble() < 0.5 ? 1000 + 0.01 * i : Double.NaN;
      Judgement judgement = memory.tell(event(1000L * i, x));
      answered += judgement.answer().status() == Status.OK ? 1 : 0;
      if (i > 100) {
        assertThat(judgement.answer().value()[0]).isCloseTo(1000 + 0.01 * i, within(4.0));
      }
    }
    assertThat(answered).isGreaterThan(380);
  }

  /** ... also of a lag that the base shares its values with, and after a restore at any event. */
  @ParameterizedTest
  @ValueSource(strings = {"last", "season:3"})
  void shouldKeepTheLastKnownValueInItsState(String base) {
    EventSchema schema = EventSchema.of("k", "at", "lag(x,1..2)", "x", base);
    EventMemory kept = Events.memory(schema, BYTES);
    EventMemory restored = Events.memory(schema, BYTES);
    SplittableRandom random = new SplittableRandom(2);
    byte[] state = null;
    byte[] memory = null;
    for (int i = 0; i < 300; i++) {
      double x = random.nextDouble() < 0.4 ? random.nextDouble() : Double.NaN;
      Judgement expected = kept.tell(event(1000L * i, x));
      restored.restore(state, memory);
      Judgement judgement = restored.tell(event(1000L * i, x));
      assertThat(judgement).hasToString(expected.toString());
      state = restored.state();
      memory = restored.memory();
      assertThat(state).isEqualTo(kept.state());
      if (i > 10) {
        assertThat(judgement.answer().status()).isEqualTo(Status.OK);
      }
    }
  }

  /** Of two targets one is judged while the other is missing; what is learned is whole. */
  @Test
  void shouldJudgeTheTargetThatIsKnown() {
    EventSchema schema = EventSchema.of("k", "at", "u", "x, y", "none");
    EventMemory memory = Events.memory(schema, BYTES);
    SplittableRandom random = new SplittableRandom(3);
    Judgement last = null;
    for (int i = 0; i < 600; i++) {
      double u = random.nextDouble();
      double y = i % 3 == 0 ? Double.NaN : 5 - 2 * u + 0.01 * random.nextDouble();
      last = memory.tell(event(1000L * i, number(schema, u, 3 * u, y)));
    }
    assertThat(last.answer().tokens()).isEqualTo(399); // none of itself
    Judgement usual = memory.tell(event(600_000, number(schema, 0.5, 1.5, Double.NaN)));
    Judgement off = memory.tell(event(601_000, number(schema, 0.5, 1.5, 3)));
    assertThat(usual.answer().value()[1]).isCloseTo(4, within(0.1));
    assertThat(usual.surprise()).isBetween(0.0, 0.95);
    assertThat(off.surprise()).isGreaterThan(0.99);
    assertThat(memory.ask(event(602_000, number(schema, 0.5, 0, 0))).answer().tokens())
        .isEqualTo(401);
  }

  /** In the order of the schema's fields. */
  private static double[] number(EventSchema schema, double u, double x, double y) {
    List<String> names = EventFields.of(schema).numbers();
    double[] numbers = new double[names.size()];
    numbers[names.indexOf("u")] = u;
    numbers[names.indexOf("x")] = x;
    numbers[names.indexOf("y")] = y;
    return numbers;
  }

  /** The bytes of a key hold what is kept for the gaps. */
  @Test
  void shouldStayWithinTheBudgetWhereValuesAreMissing() {
    EventSchema schema = EventSchema.of("k", "at", "lag(x,1)", "next(x,1..3)", "last");
    int least = 3000;
    EventMemory memory = new EventMemory(schema.untrained(), least, true, Decay.NONE);
    for (int i = 0; i < 500; i++) {
      memory.tell(event(1000L * i, i % 3 == 0 ? Double.NaN : i % 7));
      assertThat(memory.sizeInBytes()).isLessThanOrEqualTo(least);
    }
    assertThat(SketchLayout.DEFAULT_BYTES).isGreaterThan(least);
  }
}
