package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.TargetTruth;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Status;

/** Changes of counters and of what rises and falls, foretold before they are known. */
class ForetoldChangesTest {
  private static final int BYTES = 8000;

  /** A key's first event has no change: it is answered, and not learned. */
  @Test
  void shouldLearnFromTheSecondEventOn() {
    EventMemory memory = Events.memory(schema("lag(delta(x),1..3)", "delta(x)"), BYTES);
    assertThat(memory.tell(event(0, 500)).answer().status()).isEqualTo(Status.EMPTY_CONTEXT);
    assertThat(memory.ask(event(1, 7)).answer().tokens()).isZero();
    assertThat(memory.tell(event(1, 507)).answer().status()).isEqualTo(Status.EMPTY_CONTEXT);
    assertThat(memory.ask(event(2, 0)).answer().tokens()).isEqualTo(1);
    assertThat(memory.ask(event(2, 0)).answer().value()[0]).isEqualTo(7);
  }

  /** What is to be foretold has no part in what is foretold of it. */
  @Test
  void shouldForetellTheSameWhateverComes() {
    EventMemory memory = Events.memory(schema("lag(delta(x),1..3), lag(x,1)", "delta(x)"), BYTES);
    for (int i = 0; i < 50; i++) {
      memory.tell(event(i, 3 * i + i % 4));
    }
    assertThat(Events.shown(memory.ask(event(50, 1e6))))
        .isEqualTo(Events.shown(memory.ask(event(50, 0))));
  }

  /** Counters that are reset now and then are foretold as well as those that are not. */
  @Test
  void shouldNotLearnResetsAsFalls() {
    EventMemory memory = Events.memory(schema("lag(delta(x),1..3)", "delta(x)"), BYTES);
    Random random = new Random(3);
    double count = 0;
    double worst = 0;
    for (int i = 0; i < 1000; i++) {
      double by = 100 + random.nextGaussian();
      count = i % 97 == 96 ? by : count + by;
      Answer said = memory.tell(event(i, count)).answer();
      if (i > 20) {
        worst = Math.max(worst, Math.abs(said.value()[0] - by));
        assertThat(said.interval()[0][1] - said.interval()[0][0]).isLessThan(20);
      }
    }
    assertThat(worst).isLessThan(6);
  }

  @Test
  void shouldLearnFallsOfWhatRisesAndFalls() {
    EventMemory memory = Events.memory(schema("lag(delta(x),1..3)", "delta(x)"), BYTES);
    for (int i = 0; i < 400; i++) {
      memory.tell(event(i, 50 + 40 * (i % 2)));
    }
    assertThat(memory.ask(event(400, 0)).answer().value()[0]).isCloseTo(-40, within(1.0));
    memory.tell(event(400, 50));
    assertThat(memory.ask(event(401, 0)).answer().value()[0]).isCloseTo(40, within(1.0));
  }

  /** A return is the same whatever the price. */
  @Test
  void shouldForetellReturns() {
    EventMemory memory = Events.memory(schema("lag(delta(log(x)),1)", "delta(log(x))"), BYTES);
    double price = 1;
    for (int i = 0; i < 300; i++) {
      price *= i % 2 == 0 ? 1.1 : 1.02;
      memory.tell(event(i, price));
    }
    assertThat(memory.ask(event(300, 0)).answer().value()[0])
        .isCloseTo(Math.log(1.1), within(0.002));
  }

  @Test
  void shouldForetellChangesAhead() {
    EventMemory memory =
        Events.memory(schema("delta(x), lag(delta(x),1)", "next(delta(x),1..3)"), BYTES);
    double[] by = {1, 5, 20, 9};
    double count = 0;
    for (int i = 0; i < 402; i++) {
      count = i == 200 ? by[0] : count + by[i % 4];
      memory.tell(event(i, count));
    }
    double[] value = memory.ask(event(402, count + by[2])).answer().value();
    for (int h = 0; h < 3; h++) {
      assertThat(value[h]).isCloseTo(by[(3 + h) % 4], within(0.5));
    }
  }

  /** In any order of restoring: the same judgements and bytes, never more than there are. */
  @ParameterizedTest
  @ValueSource(
      strings = {"delta(x)", "delta(log(x))", "next(delta(x),1..3)", "next(y), delta(x), log(z)"})
  void shouldGoOnFromItsState(String predict) {
    EventSchema schema = EventSchema.of(null, null, "lag(x,1), lag(delta(x),1..2)", predict, null);
    EventMemory kept = Events.memory(schema, BYTES);
    EventMemory moved = Events.memory(schema, BYTES);
    double[] other = new double[kept.fields().numbers().size()];
    byte[] state = null;
    byte[] memory = null;
    Random random = new Random(5);
    double count = 0;
    for (int i = 0; i < 300; i++) {
      double by = random.nextDouble();
      count = random.nextInt(40) == 0 ? by : count + by;
      double[] numbers = new double[kept.fields().numbers().size()];
      for (int n = 0; n < numbers.length; n++) {
        numbers[n] = random.nextInt(20) == 0 ? Double.NaN : n == 0 ? count : 1 + random.nextInt(9);
      }
      Event event = new Event("k", i, numbers, new String[0], null);
      moved.forget();
      moved.tell(new Event("other", i, other, new String[0], null));
      moved.restore(state, memory);
      assertThat(Events.shown(moved.tell(event))).isEqualTo(Events.shown(kept.tell(event)));
      state = moved.state();
      memory = moved.memory();
      assertThat(state).isEqualTo(kept.state());
      assertThat(kept.sizeInBytes()).isLessThanOrEqualTo(BYTES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "delta(x)", "log(x)", "category(delta(x))"})
  void shouldRefuseWhatReadsTheChange(String like) {
    assertThatThrownBy(() -> schema(like, "delta(x)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("would read the very value of x that is to be foretold");
  }

  @Test
  void shouldRefuseChangesOfOutcomesThatComeLater() {
    EventSchema schema = EventSchema.of(null, null, "y", "delta(x)", null);
    assertThatThrownBy(schema::requireLateOutcomes)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("delta(x) is told from event to event")
        .hasMessageContaining("foretell a field of the outcome");
  }

  /** Who scores and who learns are told the same. */
  @Test
  void shouldScoreWhatIsLearned() {
    EventSchema schema = schema("lag(delta(x),1)", "delta(x)");
    TargetTruth truth = new TargetTruth(schema, schema.predict().get(0));
    assertThat(truth.next(event(0, 10))).isNaN();
    for (int i = 1; i < 10; i++) {
      assertThat(truth.next(event(i, 10 + 2 * i))).isEqualTo(2);
    }
    assertThat(truth.next(event(10, Double.NaN))).isNaN();
    assertThat(truth.next(event(11, 3))).isEqualTo(3);
  }

  private static EventSchema schema(String like, String predict) {
    return EventSchema.of(null, null, like, predict, null);
  }

  private static Event event(int at, double x) {
    return new Event("k", at, new double[] {x}, new String[0], null);
  }
}
