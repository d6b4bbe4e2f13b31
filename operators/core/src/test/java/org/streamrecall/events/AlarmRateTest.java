package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.streamrecall.measure.Atom;

/** Ordinary errors ring as often as they may, whatever their law. */
class AlarmRateTest {
  private static final int KEYS = 60;
  private static final int EVENTS = 5000;
  private static final int YOUNG = 500;
  private static final AlarmRule RULE = AlarmRule.DEFAULTS;

  private static final Function<Odd, Reason> WHY =
      odd -> new Reason("x", odd, 0, List.of(), Double.NaN, Atom.NO_TIME);

  enum Law {
    NORMAL(random -> random.nextGaussian()),
    STUDENT(random -> student(random)),
    SKEWED(random -> -Math.log(1 - random.nextDouble()) - 1),
    COUNTS(random -> random.nextDouble() < .03 ? 1 : 0);

    final ToDoubleFunction<SplittableRandom> draw;

    Law(ToDoubleFunction<SplittableRandom> draw) {
      this.draw = draw;
    }
  }

  private static double student(SplittableRandom random) {
    double squares = 0;
    for (int i = 0; i < 4; i++) {
      double x = random.nextGaussian();
      squares += x * x;
    }
    return random.nextGaussian() / Math.sqrt(squares / 4);
  }

  @ParameterizedTest
  @EnumSource(Law.class)
  void shouldRingAsOftenAsItMay(Law law) {
    int opened = 0;
    int early = 0;
    for (int key = 0; key < KEYS; key++) {
      SplittableRandom random = new SplittableRandom(key);
      OddRecord record = new OddRecord();
      AlarmState state = new AlarmState();
      for (int i = 0; i < EVENTS; i++) {
        double x = law.draw.applyAsDouble(random);
        Odd odd = new Odd(0, 1, (int) Math.signum(x), Math.abs(x), 0, x, 0, -1, 1);
        Odd seen = record.see(odd, 1e-6, random.nextDouble());
        Oddness oddness = new Oddness(0, 0, List.of(seen));
        Alarm alarm = state.see(oddness, RULE, "k", WHY, i).alarm();
        if (alarm != null && alarm.opens()) {
          opened++;
          early += i < YOUNG ? 1 : 0;
        }
      }
    }
    double may = RULE.falseAlarms();
    double least = law == Law.COUNTS ? may / 3 : may / 1.5; // what is often the same leaves steps
    assertThat((double) opened / KEYS / EVENTS).isBetween(least, may * 1.5);
    assertThat((double) early / KEYS / YOUNG).isLessThan(may * 1.5);
  }
}
