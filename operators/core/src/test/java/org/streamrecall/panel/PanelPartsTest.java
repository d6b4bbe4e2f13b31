package org.streamrecall.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Weights, corrections and deviations, each by itself. */
class PanelPartsTest {
  private static final int MEMBERS = 5;

  /**
   * Against outcomes that are chosen to hurt, and known late: in a window as long as the memory the
   * mixture loses little more than the best of its members. A bound of this kind holds for losses
   * that are clipped; with a delay of h and a fading memory it is measured here, not proved.
   */
  @Property(tries = 40)
  void shouldLoseLittleToTheBestWhoeverChooses(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 24) int delay) {
    Random random = new Random(seed);
    Aggregation aggregation = new Aggregation(new double[MEMBERS], 1, delay);
    int n = 2000;
    double[][] said = new double[n][MEMBERS];
    double[] truth = new double[n];
    double ours = 0;
    double[] theirs = new double[MEMBERS];
    for (int i = 0; i < n; i++) {
      if (i >= delay) {
        aggregation.learn(said[i - delay], MEMBERS, truth[i - delay]);
      }
      for (int m = 0; m < MEMBERS; m++) {
        said[i][m] = Math.max(-1, Math.min(1, 0.5 * random.nextGaussian()));
      }
      double together = aggregation.together(said[i], MEMBERS);
      truth[i] = i % 3 == 0 ? random.nextGaussian() / 4 : together > 0 ? -1 : 1; // the farther end
      truth[i] = Math.max(-1, Math.min(1, truth[i]));
      ours += Math.pow(together - truth[i], 2);
      for (int m = 0; m < MEMBERS; m++) {
        theirs[m] += Math.pow(said[i][m] - truth[i], 2);
      }
    }
    double best = Double.POSITIVE_INFINITY;
    for (double loss : theirs) {
      best = Math.min(best, loss);
    }
    assertThat(ours).isLessThan(best + 4 * Math.sqrt(n * delay));
  }

  /** One member is right: soon it has nearly all the weight, though it was wrong at first. */
  @Test
  void shouldSoonBelieveWhoIsRight() {
    Random random = new Random(1);
    Aggregation aggregation = new Aggregation(new double[MEMBERS], 1, 1);
    double[] said = new double[MEMBERS];
    for (int i = 0; i < 120; i++) {
      double truth = 0.3 * random.nextGaussian();
      for (int m = 0; m < MEMBERS; m++) {
        said[m] = 0.3 * random.nextGaussian();
      }
      said[2] = i < 10 ? 1 : truth + 0.03 * random.nextGaussian();
      aggregation.learn(said, MEMBERS, truth);
    }
    aggregation.together(said, MEMBERS);
    assertThat(aggregation.weights()[2]).isGreaterThan(0.97);
  }

  @Test
  void shouldAskNobodyWhoSaysNothing() {
    Aggregation aggregation = new Aggregation(new double[3], 1, 1);
    double[] said = {0.5, Double.NaN, 0.5};
    for (int i = 0; i < 50; i++) {
      aggregation.learn(said, 3, 0.4);
    }
    assertThat(aggregation.together(said, 3)).isCloseTo(0.5, within(1e-12));
    assertThat(aggregation.weights()[1]).isZero();
    assertThat(aggregation.together(new double[] {Double.NaN, Double.NaN, Double.NaN}, 3)).isZero();
  }

  /** No one value rules, first or later, and nothing stays as it was. */
  @Property(tries = 40)
  void shouldMeasureWhatIsUsual(@ForAll long seed, @ForAll @IntRange(max = 40) int outlier) {
    Random random = new Random(seed);
    Deviations deviations = new Deviations(1);
    for (int i = 0; i < 400; i++) {
      deviations.add(0, i == outlier ? 1e9 : 5 + random.nextGaussian());
    }
    assertThat(deviations.get(0)).isBetween(0.6, 2.0);
    assertThat(deviations.level(0)).isCloseTo(5, within(1.0));
    for (int i = 0; i < 400; i++) {
      deviations.add(0, 5 + 100 * random.nextGaussian());
    }
    assertThat(deviations.get(0)).isBetween(50.0, 200.0);
    ByteBuffer bytes = ByteBuffer.allocate(deviations.bytes());
    deviations.put(bytes);
    Deviations read = new Deviations(1);
    read.get(bytes.flip());
    assertThat(read.get(0)).isCloseTo(deviations.get(0), within(1e-4));
  }

  @Test
  void shouldCorrectByErrorsThatFollowErrors() {
    Random random = new Random(2);
    Correction persistent = new Correction(1);
    Correction noise = new Correction(1);
    double error = 0;
    for (int i = 0; i < 2000; i++) {
      double next = 0.8 * error + 0.1 * random.nextGaussian();
      persistent.learn(error, next);
      error = next;
      noise.learn(noise.last(), 0.1 * random.nextGaussian());
    }
    assertThat(persistent.next() / persistent.last()).isCloseTo(0.8, within(0.15));
    assertThat(Math.abs(noise.next())).isLessThan(0.3 * Math.abs(noise.last()) + 1e-3);
  }

  /** Errors of what is known late are alike for as long, and say little of what comes after. */
  @Test
  void shouldAddLittleToWhatIsKnownLate() {
    int ahead = 24;
    Random random = new Random(4);
    double[] shocks = random.doubles(6000, -1, 1).toArray();
    double[] errors = new double[shocks.length];
    for (int i = ahead; i < errors.length; i++) { // of moving sums, as far apart as they are long
      for (int k = 0; k < ahead; k++) {
        errors[i] += 0.1 * shocks[i - k];
      }
    }
    assertThat(corrected(new Correction(ahead), errors, ahead)).isLessThan(1.02);
    assertThat(corrected(new Correction(1), errors, ahead)).isGreaterThan(1.03);
  }

  /** Squared errors after a correction over those without. */
  private static double corrected(Correction correction, double[] errors, int ahead) {
    double with = 0;
    double without = 0;
    double[] before = new double[errors.length];
    double[] added = new double[errors.length];
    for (int i = 0; i < errors.length; i++) {
      before[i] = correction.last();
      added[i] = correction.next();
      if (i >= ahead) {
        int known = i - ahead;
        correction.learn(before[known], errors[known]);
        with += Math.pow(errors[known] - added[known], 2);
        without += errors[known] * errors[known];
      }
    }
    return with / without;
  }
}
