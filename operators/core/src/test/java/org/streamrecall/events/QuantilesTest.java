package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Quantiles;

/** Quantiles beside value and interval. */
class QuantilesTest {
  private static final EventSchema TWO =
      EventSchema.of(
          "card",
          "at",
          "category(merchant), lag(log(amount),1), delta(load), hour(at)",
          "log(amount), next(load)",
          null);

  /** They are in order, and the interval is two of them, or reaches to the value. */
  @Property(tries = 5)
  void shouldRiseAndAgreeWithTheInterval(@ForAll long seed) {
    EventMemory memory = Events.memory(TWO, 8192);
    memory.quantiles(.95, .5, .05, .2, .9999);
    for (Event event : Events.stream(300, seed)) {
      var answer = memory.tell(event).answer();
      for (int t = 0; t < answer.value().length; t++) {
        double[] quantiles = answer.quantiles().values()[t];
        assertThat(quantiles).isSorted();
        assertThat(quantiles[0]).isGreaterThanOrEqualTo(answer.interval()[t][0]);
        assertThat(answer.value()[t]).isBetween(answer.interval()[t][0], answer.interval()[t][1]);
        assertThat(quantiles[3]).isLessThanOrEqualTo(answer.interval()[t][1]);
      }
    }
  }

  /** Asking for them changes nothing else. */
  @Test
  void shouldLeaveTheRestAsItIs() {
    EventMemory with = Events.memory(Events.SCHEMA, 8192);
    EventMemory without = Events.memory(Events.SCHEMA, 8192);
    with.quantiles(.1, .9);
    for (Event event : Events.stream(200, 3)) {
      Judgement told = with.tell(event);
      Judgement plain = without.tell(event);
      assertThat(told.answer().value()).isEqualTo(plain.answer().value());
      assertThat(told.oddness()).isEqualTo(plain.oddness());
      assertThat(plain.answer().quantiles()).isNull();
    }
    assertThat(with.state()).isEqualTo(without.state());
    assertThat(with.memory()).isEqualTo(without.memory());
    with.quantiles();
    Quantiles none = with.ask(Events.stream(1, 9).get(0)).answer().quantiles();
    assertThat(none).isNull();
  }

  @Test
  void shouldRefuseWhatHasNone() {
    EventMemory names =
        new EventMemory(
            EventSchema.of("card", null, "load", "category(merchant)", null).untrained(),
            8192,
            false,
            Decay.NONE);
    assertThatThrownBy(() -> names.quantiles(.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "quantiles are of numbers, and "
                + List.of("category(merchant)")
                + " is a category; read its probabilities");
    names.quantiles();
  }
}
