package org.streamrecall.events.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When one model's losses are lower than another's. */
class LossesTest {
  /** Mean squared errors of keys, that differ by e to the spread from e to twice the level. */
  private static Losses losses(int keys, int each, double level, double spread, Random random) {
    List<Losses.Piece> pieces = new ArrayList<>();
    for (int k = 0; k < keys; k++) {
      double own = spread * random.nextGaussian();
      for (int i = 0; i < each; i++) {
        pieces.add(new Losses.Piece(k, i, 0, 50 * Math.exp(2 * (level + own)), 50));
      }
    }
    return new Losses(false, pieces);
  }

  /** Keys whose pieces are all alike are one judge each, however many pieces they have. */
  @ParameterizedTest
  @CsvSource({"8, 1", "8, 20", "40, 1", "40, 6"})
  void shouldTakeChanceForAGainAsRarelyAsItSays(int keys, int each) {
    int taken = 0;
    int found = 0;
    Random random = new Random(18);
    Losses before = losses(keys, each, 0, 0, random);
    for (int i = 0; i < 2000; i++) {
      taken += losses(keys, each, 0, 0.1, random).isBelow(before, 0, 0.025) ? 1 : 0;
      found += losses(keys, each, -0.2, 0.1, random).isBelow(before, 0, 0.025) ? 1 : 0;
    }
    assertThat(taken / 2000.0).isCloseTo(0.025, within(0.012));
    assertThat(found / 2000.0).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @CsvSource({"0.99, false", "0.95, true"})
  void shouldAskForAPartBesides(double ratio, boolean below) {
    Random random = new Random(2);
    Losses before = losses(20, 2, 0, 0, random);
    Losses after = losses(20, 2, Math.log(ratio), 0.001, random);
    assertThat(after.mean()).isCloseTo(ratio, within(1e-3));
    assertThat(after.isBelow(before, 0.03, 0.025)).isEqualTo(below);
    assertThat(before.isBelow(after, 0, 0.025)).isFalse();
    Losses one = losses(1, 1, 0, 0, random);
    assertThat(losses(1, 1, -5, 0, random).isBelow(one, 0, 0.4))
        .isFalse(); // one piece tells nothing
  }
}
