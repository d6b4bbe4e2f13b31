package org.streamrecall.events.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RivalsTest {
  private static final int SEASON = 5;

  private static double[] values(int seed, int count) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      double season = 10 * (i % SEASON);
      values[i] = random.nextInt(15) == 0 ? Double.NaN : season + random.nextGaussian();
    }
    return values;
  }

  /** Inputs are the last value that an event may look at, and the tag the same. */
  private static List<List<Interval>> numbers(double[] values, int horizon) {
    NumberRivals rivals =
        new NumberRivals(horizon, SEASON, new boolean[] {true}, new boolean[] {true});
    List<List<Interval>> said = new ArrayList<>();
    double last = Double.NaN;
    for (double value : values) {
      double seen = horizon > 0 ? value : last;
      float[] tag = {Double.isNaN(seen) ? 0 : (float) seen};
      said.add(rivals.next(new Truth(value, null), tag, new double[] {seen}));
      last = value;
    }
    return said;
  }

  /** Whatever comes later, what was said before it is the same. */
  @Property(tries = 80)
  void shouldForetellNumbersBeforeTheyAreKnown(
      @ForAll @IntRange(min = 0, max = 1000) int seed,
      @ForAll @IntRange(min = 0, max = 7) int horizon,
      @ForAll @IntRange(min = 0, max = 79) int from) {
    double[] values = values(seed, 80);
    double[] other = values.clone();
    Arrays.fill(other, from, other.length, 1e6);
    int same = horizon == 0 ? from + 1 : from;
    assertThat(numbers(other, horizon).subList(0, same))
        .isEqualTo(numbers(values, horizon).subList(0, same));
  }

  /** A change that ends now is learned now, whatever the horizon, and by its own moment. */
  @Property
  void shouldLearnWhatIsAheadOnceItIsKnown(@ForAll @IntRange(min = 1, max = 7) int horizon) {
    NumberRivals rivals = new NumberRivals(horizon, 0, new boolean[] {true}, new boolean[] {false});
    int nearest = NumberRivals.names(0).indexOf("10 nearest");
    for (int i = 0; i <= 30; i++) {
      float[] tag = {i};
      double value = i < 30 ? 0 : 100;
      List<Interval> said = rivals.next(new Truth(value, null), tag, new double[] {i});
      // The ten nearest are the newest whose outcome is known: one of them has risen.
      assertThat(said.get(nearest).value()).isEqualTo(i < 30 ? 0 : 100 + 100 / 10.0);
    }
  }

  private static double error(double[] values, int horizon, String method) {
    List<List<Interval>> said = numbers(values, horizon);
    int m = NumberRivals.names(SEASON).indexOf(method);
    double sum = 0;
    int count = 0;
    for (int i = values.length / 2; i < values.length; i++) {
      List<Interval> then = said.get(i - horizon);
      if (!Double.isNaN(values[i]) && then != null) {
        sum += Math.pow(then.get(m).value() - values[i], 2);
        count++;
      }
    }
    return Math.sqrt(sum / count);
  }

  @Test
  void shouldDoWhatTheyAreNamedAfter() {
    double[] values = values(3, 400);
    for (int horizon : new int[] {0, 1, 3, 6}) {
      assertThat(error(values, horizon, "one season ago")).isBetween(1.2, 2.2); // both are noisy
      assertThat(error(values, horizon, "running mean")).isBetween(13.0, 16.0);
      assertThat(error(values, horizon, "10 nearest")).isLessThan(8);
      assertThat(error(values, horizon, "ridge on departures")).isLessThan(2);
    }
    double[] line = new double[4000];
    Random random = new Random(2);
    for (int i = 1; i < line.length; i++) {
      line[i] = 0.5 * line[i - 1] + random.nextGaussian();
    }
    for (String ridge : NumberRivals.names(0).subList(2, 6)) {
      assertThat(error(line, 1, ridge)).isBetween(0.9, 1.06);
    }
    assertThat(error(line, 1, "last value")).isGreaterThan(1.1);
  }

  /** Two hundred values of one kind, then of another: who forgets is the better. */
  @Test
  void shouldFade() {
    double[] turned = new double[4000];
    Random random = new Random(11);
    for (int i = 1; i < turned.length; i++) {
      turned[i] = (i < 2000 ? 0.9 : -0.9) * turned[i - 1] + random.nextGaussian();
    }
    assertThat(error(turned, 1, "ridge on plain numbers, fading"))
        .isLessThan(0.9 * error(turned, 1, "ridge on plain numbers"));
  }

  /** One first value of 1e9 makes nobody say 1e6 for long, nor does one sentinel. */
  @Test
  void shouldNotSpeakWildly() {
    double[] values = values(5, 400);
    values[0] = 1e9;
    values[50] = 1e9;
    for (String method : NumberRivals.names(SEASON)) {
      assertThat(error(values, 1, method)).as(method).isLessThan(150);
    }
  }

  /**
   * What a first value of 1e9 teaches a line is forgotten, not divided by the events that follow.
   */
  @Test
  void shouldNotBeRuledByAFirstValue() {
    double[] walk = new double[400];
    Random random = new Random(13);
    for (int i = 1; i < walk.length; i++) {
      walk[i] = walk[i - 1] + random.nextGaussian();
    }
    walk[0] = 1e9;
    for (String ridge : List.of("ridge on departures", "ridge on plain numbers, fading")) {
      assertThat(error(walk, 1, ridge)).as(ridge).isLessThan(1.2);
    }
  }

  private static final List<String> NAMES = List.of("a", "b", "c");

  private static List<List<Guess>> names(List<String> names, int horizon) {
    CategoryRivals rivals = new CategoryRivals(horizon);
    List<List<Guess>> said = new ArrayList<>();
    for (String name : names) {
      float[] tag = {name == null || horizon == 0 ? 0 : name.charAt(0)};
      said.add(rivals.next(new Truth(Double.NaN, name), tag, new double[0]));
    }
    return said;
  }

  private static List<String> draw(int seed, int count) {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(random.nextInt(12) == 0 ? null : NAMES.get(random.nextInt(3)));
    }
    return names;
  }

  /** Probabilities of all that can come are one together; and nothing is said with hindsight. */
  @Property(tries = 60)
  void shouldForetellCategoriesBeforeTheyAreKnown(
      @ForAll @IntRange(min = 0, max = 1000) int seed,
      @ForAll @IntRange(min = 0, max = 4) int horizon,
      @ForAll @IntRange(min = 0, max = 49) int from) {
    List<String> names = draw(seed, 50);
    List<List<Guess>> said = names(names, horizon);
    List<String> others = new ArrayList<>(names.subList(0, from));
    others.addAll(draw(seed + 1, 50 - from));
    List<List<Guess>> otherwise = names(others, horizon);
    int same = horizon == 0 ? from + 1 : from;
    for (int i = 0; i < 50; i++) {
      List<String> before = names.subList(0, horizon == 0 ? i : i + 1);
      for (int m = 0; said.get(i) != null && m < said.get(i).size(); m++) {
        Guess guess = said.get(i).get(m);
        List<String> known = NAMES.stream().filter(before::contains).toList();
        double sum = guess.probability("never seen");
        sum += known.stream().mapToDouble(guess::probability).sum();
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(guess.isRight("never seen")).isFalse();
        if (i < same) {
          Guess other = otherwise.get(i).get(m);
          known.forEach(
              n -> {
                assertThat(other.probability(n)).isEqualTo(guess.probability(n));
                assertThat(other.isRight(n)).isEqualTo(guess.isRight(n));
              });
        }
      }
    }
  }

  @Test
  void shouldKnowWhatFollows() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      names.add(NAMES.get(i % 3));
    }
    for (int horizon : new int[] {1, 2, 4}) {
      List<Guess> said = names(names, horizon).get(299);
      String truth = NAMES.get((299 + horizon) % 3);
      assertThat(said.get(0).isRight(NAMES.get(299 % 3))).isTrue();
      assertThat(said.get(0).probability(NAMES.get(299 % 3)))
          .isLessThan(0.01); // it never came again
      assertThat(said.get(2).isRight(truth)).isTrue();
      assertThat(said.get(2).probability(truth)).isGreaterThan(0.98);
      assertThat(said.get(3).isRight(truth)).isTrue();
    }
  }
}
