package org.streamrecall.flink;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.Odd;
import org.streamrecall.events.Oddness;
import org.streamrecall.events.Reason;
import org.streamrecall.events.Silence;

/** What is odd, drawn. */
final class OddnessDraw {
  private OddnessDraw() {}

  static Arbitrary<Oddness> oddness() {
    Arbitrary<Double> numbers = Arbitraries.doubles();
    return Combinators.combine(numbers, numbers, odd().list().ofMaxSize(3), alarms().injectNull(.5))
        .as(Oddness::new);
  }

  private static Arbitrary<Odd> odd() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9),
            Arbitraries.integers().between(-1, 1),
            Arbitraries.doubles().list().ofSize(7),
            names().injectNull(.5))
        .as(
            (t, sign, n, names) ->
                new Odd(
                    t, n.get(0), sign, n.get(1), n.get(2), n.get(3), n.get(4), n.get(5), n.get(6),
                    names));
  }

  private static Arbitrary<Odd.Named> names() {
    Arbitrary<Double> chances = Arbitraries.doubles();
    return Combinators.combine(
            Arbitraries.strings(), chances, Arbitraries.strings().injectNull(.5), chances)
        .as(Odd.Named::new);
  }

  private static Arbitrary<Reason> reasons() {
    Arbitrary<Double> numbers = Arbitraries.doubles();
    Arbitrary<Reason.Field> fields =
        Combinators.combine(Arbitraries.strings(), Arbitraries.strings().injectNull(.5), numbers)
            .as(Reason.Field::new);
    return Combinators.combine(
            Arbitraries.strings(),
            odd(),
            Arbitraries.integers().between(0, 1000),
            fields.list().ofMaxSize(4),
            numbers,
            Arbitraries.longs())
        .as(Reason::new);
  }

  static Arbitrary<Alarm> alarms() {
    Arbitrary<String> texts = Arbitraries.strings();
    Arbitrary<Long> times = Arbitraries.longs();
    return Combinators.combine(
            texts,
            Arbitraries.of(true, false),
            texts,
            times,
            times,
            Arbitraries.doubles(),
            reasons())
        .as(Alarm::new);
  }

  /** Of a silence, which no event's oddness has. */
  static Arbitrary<Alarm> silences() {
    Arbitrary<Long> times = Arbitraries.longs();
    Arbitrary<Silence> silences = Combinators.combine(times, times, times, times).as(Silence::new);
    return Combinators.combine(alarms(), silences)
        .as((a, s) -> new Alarm(a.id(), a.opens(), a.key(), a.start(), a.time(), a.peak(), s));
  }

  /** As it was written before answers said what they are of, to the byte. */
}
