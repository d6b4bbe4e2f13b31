package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static Calibration told(long seed, int scores, double unit) {
    Calibration calibration = new Calibration();
    Random random = new Random(seed);
    for (int i = 0; i < scores; i++) {
      calibration.add(unit * Math.abs(random.nextGaussian()));
    }
    return calibration;
  }

  /** Whatever came before: a larger score is never less surprising. */
  @Property
  void shouldFallFromOneToZero(@ForAll long seed, @ForAll @IntRange(max = 3000) int scores) {
    Calibration calibration = told(seed, scores, 1);
    assertThat(calibration.p(0)).isEqualTo(1);
    double last = 1;
    for (double score = 1e-3; score < 1e4; score *= 1.1) {
      double p = calibration.p(score);
      assertThat(p).isLessThanOrEqualTo(last).isPositive();
      last = p;
    }
    assertThat(last).isLessThan(1e-4);
  }

  /** The interval and the surprise are one thing. */
  @Property
  void shouldInvertItself(
      @ForAll long seed,
      @ForAll @IntRange(max = 3000) int scores,
      @ForAll @DoubleRange(min = 0.01, max = 0.9) double p) {
    Calibration calibration = told(seed, scores, 1);
    assertThat(calibration.p(calibration.quantile(p))).isCloseTo(p, within(1e-9));
  }

  /**
   * Of scores like those before, p is below 0.1 one time in ten or a little less, for the prior.
   */
  @Test
  void shouldCoverWhatItStates() {
    for (double unit : new double[] {0.5, 1, 2}) {
      Random random = new Random(2);
      int outside = 0;
      for (int key = 0; key < 50; key++) { // each off by some 2 in 100
        Calibration calibration = told(key, 1000, unit);
        for (int i = 0; i < 2000; i++) {
          outside += calibration.p(unit * Math.abs(random.nextGaussian())) < 0.1 ? 1 : 0;
        }
      }
      assertThat(outside / 100_000.0).isBetween(0.075, 0.11);
    }
  }

  @Test
  void shouldForgetOldScores() {
    Calibration calibration = told(3, 1000, 8);
    Random random = new Random(4);
    for (int i = 0; i < 4000; i++) {
      calibration.add(Math.abs(random.nextGaussian()));
    }
    assertThat(calibration.quantile(0.1)).isBetween(1.4, 2.2);
  }

  @Property
  void shouldComeBackFromItsBytes(@ForAll long seed, @ForAll @IntRange(max = 3000) int scores) {
    Calibration calibration = told(seed, scores, 1);
    ByteBuffer bytes = ByteBuffer.allocate(Calibration.BYTES);
    calibration.put(bytes);
    Calibration back = new Calibration();
    back.get(bytes.flip());
    for (double score = 0.01; score < 100; score *= 2) {
      calibration.add(score);
      back.add(score);
      assertThat(back.p(score)).isEqualTo(calibration.p(score));
    }
  }

  /** A key without errors of its own starts from those of others, whatever their size. */
  @Property
  void shouldStartFromWhatOtherKeysHaveShown(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 10) double unit) {
    Random random = new Random(seed);
    double[] scores = new double[3000];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = unit * Math.abs(random.nextGaussian());
    }
    Calibration calibration = new Calibration();
    calibration.prior = new Tails(Tails.measured(scores));
    assertThat(calibration.quantile(0.1)).isCloseTo(1.645 * unit, within(0.2 * unit));
    double last = 1;
    for (double score = 1e-3; score < 1e4; score *= 1.1) {
      double p = calibration.p(score);
      assertThat(p).isLessThanOrEqualTo(last).isPositive();
      last = p;
    }
    assertThat(last).isLessThan(1e-4);
    for (double p = 0.02; p < 0.9; p += 0.01) {
      double score = calibration.quantile(p);
      if (score > Tails.edge(0)) { // smaller ones are not told apart
        assertThat(calibration.p(score)).isCloseTo(p, within(1e-9));
      }
    }
  }

  @Test
  void shouldMeasureNothingFromTooLittle() {
    assertThat(Tails.measured(new double[99])).isNull();
    assertThat(Tails.measured(new double[100])).hasSize(Tails.BUCKETS + 1);
  }
}
