package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.panel.Said;

/** What a moment that waits does not keep is read again as it was. */
class RereadingTest {
  private static final long START = 1_700_000_000_000L;

  private record Then(PanelRow row, float[] token) {}

  private static Event event(long time, double... numbers) {
    return new Event("k", time, numbers, new String[0], null);
  }

  @Property(tries = 60)
  void shouldReadTheTokenThatWas(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int ahead) {
    String like = "hour(at), weekday(at), x, y, lag(x,1..3), lag(x,11), lag(y,2)";
    Plan plan = new Plan(EventSchema.of("k", "at", like, "next(x," + ahead + ")", null));
    PanelPlan tokens = new PanelPlan(plan);
    PanelKey key = new PanelKey(tokens, tokens.panel(8), KeyClock.LONGEST);
    PanelReading reading = new PanelReading(tokens, key);
    Random random = new Random(seed);
    ArrayDeque<Then> waiting = new ArrayDeque<>();
    double level = 100;
    Arrays.fill(key.origins, 50);
    for (int i = 0; i < 200; i++) {
      if (waiting.size() == ahead) {
        Then then = waiting.remove();
        float[] again = reading.token(then.row, ahead);
        for (int n = 0; n < again.length; n++) {
          assertThat(again[n]).isCloseTo(then.token[n], within(1e-3f));
        }
      }
      level += random.nextGaussian();
      double x = random.nextInt(7) == 0 ? Double.NaN : level;
      Event event = event(START + i * 1_234_567L, x, random.nextGaussian());
      float[] scalars = reading.scalars(event);
      float[] token = reading.token(scalars).clone();
      PanelRow row =
          new PanelRow(
              event.time(),
              null,
              0,
              plan.rereading.keep(scalars),
              plan,
              new double[1],
              new Said(plan.ahead));
      waiting.add(new Then(row, token));
      key.pass(event, plan.outcome(event, key));
    }
  }

  /** A field that every second event lacks: its last value is found again, and all is learned. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 12, 24})
  void shouldLearnWhatHasNoValueOfItsOwn(int ahead) {
    EventSchema schema = EventSchema.of("k", "at", "hour(at)", "next(x," + ahead + ")", null);
    EventMemory memory = Events.memory(schema, 16_384);
    Judgement last = null;
    for (int i = 0; i < 400; i++) {
      double x = i % 2 == ahead % 2 || ahead % 2 == 0 && i % 3 > 0 ? i % 7 : Double.NaN;
      last = memory.tell(event(START + i * 3_600_000L, x));
    }
    assertThat(last.answer().tokens()).isGreaterThan(150);
  }

  /** 24 moments that wait for an hourly value of the next day leave room for a memory in 4 KB. */
  @Test
  void shouldFitADayAheadIntoFourKilobytes() {
    String like = "hour(at), weekday(at), x, lag(x,1..5), lag(x,23)";
    EventSchema schema = EventSchema.of("k", "at", like, "next(x), next(x,24)", null);
    EventMemory memory = new EventMemory(schema.untrained(), 4096, false, Decay.NONE);
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      double x = 1e6 * Math.sin(i * Math.PI / 12) + random.nextGaussian();
      memory.tell(event(START + i * 3_600_000L, x));
      assertThat(memory.sizeInBytes()).isLessThanOrEqualTo(4096);
    }
  }
}
