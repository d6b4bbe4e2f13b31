package org.streamrecall.events.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RingingTest {
  @Test
  void shouldBeQuietForAWhileAfterAnAlarm() {
    double[] scores = {9, 1, 5, 5, 5, Double.NaN, 4, 6};
    assertThat(Ringing.at(5, scores, 1, 0)).containsExactly(2, 3, 4, 7);
    assertThat(Ringing.at(5, scores, 1, 1)).containsExactly(2, 4, 7);
    assertThat(Ringing.at(5, scores, 1, 4)).containsExactly(2, 7);
    assertThat(Ringing.opened(5, scores, 0, 4))
        .containsExactly(true, false, false, false, false, false, false, true);
    assertThat(Ringing.at(Double.POSITIVE_INFINITY, scores, 0, 0)).isEmpty();
  }

  /** No lower one rings so seldom, and this one does. */
  @Test
  void shouldFindTheLowestThresholdThatRingsSeldomEnough() {
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      List<double[]> keys =
          List.of(
              random.ints(40, 0, 12).asDoubleStream().toArray(),
              random.ints(31, 0, 12).asDoubleStream().toArray());
      int quiet = random.nextInt(5);
      long most = random.nextInt(12);
      double threshold = Ringing.threshold(most, keys, quiet);
      assertThat(rung(threshold, keys, quiet)).isLessThanOrEqualTo(most);
      keys.stream()
          .flatMapToDouble(key -> Arrays.stream(key, key.length / 2, key.length))
          .filter(score -> score < threshold)
          .forEach(lower -> assertThat(rung(lower, keys, quiet)).isGreaterThan(most));
    }
  }

  private static long rung(double threshold, List<double[]> keys, int quiet) {
    return keys.stream()
        .mapToLong(key -> Ringing.at(threshold, key, key.length / 2, quiet).size())
        .sum();
  }
}
