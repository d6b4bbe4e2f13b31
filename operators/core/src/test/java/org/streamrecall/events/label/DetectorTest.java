package org.streamrecall.events.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectorTest {
  static List<Detector> all() {
    return List.of(new LastError(), new ZScore(10), new ZScore(300));
  }

  private static double[] drawn(int events) {
    Random random = new Random(1);
    return random.doubles(events).map(u -> 20 + 3 * u).toArray();
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldKnowNothingOfWhatComes(Detector detector) {
    double[] values = drawn(200);
    double[] whole = detector.scores(values);
    values[150] = 1000;
    assertThat(Arrays.copyOf(detector.scores(values), 150)).isEqualTo(Arrays.copyOf(whole, 150));
    assertThat(detector.scores(values)[150]).isGreaterThan(10 * whole[150] + 10);
    assertThat(detector.scores(Arrays.copyOf(values, 80))).isEqualTo(Arrays.copyOf(whole, 80));
  }

  /** So that one threshold serves all keys. */
  @ParameterizedTest
  @MethodSource("all")
  void shouldNotDependOnTheUnit(Detector detector) {
    double[] values = drawn(200);
    double[] other = Arrays.stream(values).map(x -> 1e6 - 1000 * x).toArray();
    assertThat(detector.scores(other)).containsExactly(detector.scores(values), within(1e-6));
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldBeFiniteOnceItSaysSomething(Detector detector) {
    double[] values = new double[40];
    values[20] = 7;
    double[] scores = detector.scores(values);
    assertThat(Arrays.stream(scores).filter(Double::isNaN).count()).isBetween(1L, 5L);
    assertThat(Arrays.stream(scores).skip(5)).allMatch(Double::isFinite);
    assertThat(scores[19]).isZero();
    assertThat(scores[20]).isGreaterThan(1e6); // what never moved
    assertThat(detector.scores(new double[0])).isEmpty();
  }

  @Test
  void shouldTellDeviationsFromTheMeanOfTheWindow() {
    double[] values = {0, 0, 0, 0, 100, 1, 3, 1, 3, 5};
    assertThat(new ZScore(4).scores(values)[9]).isLessThan(1); // .3 of the deviation of all
    double[] calm = {2, 4, 2, 4, 2, 4, 2, 4, 6};
    assertThat(new ZScore(4).scores(calm)[8]).isEqualTo(3);
    assertThat(new LastError().scores(calm)[8]).isEqualTo(1);
  }

  @Test
  void shouldFindRareNamesOdd() {
    Rarity rarity = new Rarity();
    assertThat(rarity.next("a")).isZero();
    double again = 0;
    for (int i = 0; i < 20; i++) {
      again = rarity.next("a");
    }
    double fresh = rarity.next("b");
    assertThat(again).isBetween(0.0, 0.1);
    assertThat(fresh).isGreaterThan(3);
    assertThat(rarity.next("b")).isBetween(again, fresh);
  }
}
