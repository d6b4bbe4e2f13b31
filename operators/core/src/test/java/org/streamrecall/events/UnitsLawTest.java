package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;

/** In what unit numbers are told makes no difference, to the bit: bytes or gibibytes. */
class UnitsLawTest {
  private static final List<EventSchema> SCHEMAS =
      List.of(
          schema("hour(at), x, y, lag(y,1..3)", "next(y)"),
          schema("x, delta(x), lag(y,1)", "y"),
          schema("hour(at), x, delta(y), lag(delta(y),1)", "next(delta(y)), next(y,3)"));

  private static EventSchema schema(String like, String predict) {
    return EventSchema.of("k", "at", like, predict, null);
  }

  /** What is said of a stream in a unit, as it would be said of one in another. */
  private static List<String> said(EventSchema schema, long seed, int ofX, int ofY) {
    EventMemory memory = Events.memory(schema, 4096);
    Random random = new Random(seed);
    int zeros = random.nextInt(4) * random.nextInt(4); // that x begins with
    boolean steady = random.nextBoolean();
    double x = 0;
    double y = 0;
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      x = i < zeros ? 0 : steady ? 3 : x + random.nextGaussian();
      y = .8 * y + x + random.nextGaussian() + (random.nextInt(40) == 0 ? 100 : 0);
      double[] numbers = new double[2];
      numbers[memory.fields().number("x")] = Math.scalb(x, ofX);
      numbers[memory.fields().number("y")] = Math.scalb(y, ofY);
      Judgement told = memory.tell(new Event("k", i * 600_000L, numbers, new String[0], null));
      said.add(said(told, ofY));
    }
    return said;
  }

  private static String said(Judgement told, int unit) {
    StringBuilder said = new StringBuilder(told.answer().status().toString());
    if (told.answer().interval() != null) {
      said.append(Arrays.toString(inUnit(told.answer().value(), unit)));
      for (double[] interval : told.answer().interval()) {
        said.append(Arrays.toString(inUnit(interval, unit)));
      }
    }
    Oddness odd = told.oddness();
    said.append(told.answer().familiarity());
    return said.append(List.of(odd.surprise(), odd.unlike(), odd.anomaly())).toString();
  }

  private static double[] inUnit(double[] numbers, int unit) {
    return Arrays.stream(numbers).map(number -> Math.scalb(number, -unit)).toArray();
  }

  @Property(tries = 60)
  void shouldSayTheSameInAnyUnit(
      @ForAll long seed,
      @ForAll @IntRange(max = 2) int schema,
      @ForAll @IntRange(min = -30, max = 40) int ofX,
      @ForAll @IntRange(min = -30, max = 40) int ofY) {
    List<String> plain = said(SCHEMAS.get(schema), seed, 0, 0);
    assertThat(said(SCHEMAS.get(schema), seed, ofX, ofY)).isEqualTo(plain);
  }
}
