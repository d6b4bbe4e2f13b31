package org.streamrecall.events.feature;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any expressions, for laws. */
public final class Expressions {
  private static final int DEEPEST = 3;

  private Expressions() {}

  /** Of any fields. */
  public static Arbitrary<Feature> features() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of("x", "a.b", "shop-1", "log", "hour(at)", "two words", "5", "a,b", "é"),
            Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(8).filter(Expressions::plain));
    return features(names, names, names);
  }

  /** Only quotes cannot stand in a name. */
  private static boolean plain(String name) {
    return name.indexOf('"') < 0;
  }

  /**
   * @param numbers fields that hold numbers
   * @param times that hold times
   * @param texts that hold texts
   */
  public static Arbitrary<Feature> features(
      Arbitrary<String> numbers, Arbitrary<String> times, Arbitrary<String> texts) {
    Arbitrary<Scalar> scalars = scalars(numbers, times, texts);
    return Arbitraries.oneOf(
        scalars.map(scalar -> scalar),
        Combinators.combine(texts(texts), slots()).as(Letters::new),
        Combinators.combine(scalars, Arbitraries.integers().between(1, 990), steps())
            .as((of, from, more) -> new Lag(of, from, from + more)));
  }

  /** Those of which there are lags. */
  public static Arbitrary<Scalar> scalars(
      Arbitrary<String> numbers, Arbitrary<String> times, Arbitrary<String> texts) {
    Arbitrary<Numeric> numeric = numeric(numbers, times, DEEPEST);
    Arbitrary<Clocked> clocked = clocked(times);
    Arbitrary<Naming> namings =
        Arbitraries.oneOf(
            texts(texts).map(text -> text),
            clocked.map(clock -> clock),
            times.map(Since::new),
            numeric.map(Delta::new));
    return Arbitraries.oneOf(
        numeric.map(number -> number),
        clocked.map(clock -> clock),
        Combinators.combine(namings, slots()).as(Category::new));
  }

  private static Arbitrary<Numeric> numeric(
      Arbitrary<String> numbers, Arbitrary<String> times, int deep) {
    Arbitrary<Numeric> leaf = Arbitraries.oneOf(numbers.map(Plain::new), times.map(Since::new));
    if (deep == 0) {
      return leaf;
    }
    Arbitrary<Numeric> inner = numeric(numbers, times, deep - 1);
    return Arbitraries.oneOf(leaf, inner.map(Log::new), inner.map(Delta::new));
  }

  private static Arbitrary<Clocked> clocked(Arbitrary<String> times) {
    return Arbitraries.oneOf(
        Combinators.combine(times, zones()).as(Hour::new),
        Combinators.combine(times, zones()).as(Weekday::new));
  }

  private static Arbitrary<Text> texts(Arbitrary<String> texts) {
    return Arbitraries.oneOf(texts.map(TextField::new), texts.map(Masked::new));
  }

  private static Arbitrary<Integer> slots() {
    return Arbitraries.oneOf(Arbitraries.of(7, 8, 24, 32), Arbitraries.integers().between(2, 64));
  }

  private static Arbitrary<Integer> steps() {
    return Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(0, 10));
  }

  /** Every region that this JDK knows, and offsets. */
  public static Arbitrary<ZoneId> zones() {
    List<String> regions = new ArrayList<>(ZoneId.getAvailableZoneIds());
    Collections.sort(regions);
    return Arbitraries.oneOf(
        Arbitraries.of(regions).map(ZoneId::of),
        Arbitraries.integers().between(-64_800, 64_800).map(ZoneOffset::ofTotalSeconds),
        Arbitraries.of("UTC", "GMT", "UTC+2", "GMT-03:30", "Europe/Berlin").map(ZoneId::of));
  }
}
