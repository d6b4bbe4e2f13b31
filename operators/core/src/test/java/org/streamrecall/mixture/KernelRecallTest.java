package org.streamrecall.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** The closed form beside sums over tokens, and over a grid. */
class KernelRecallTest {
  private static final double[] UNITS = {1, 1, 1};

  /** Tokens that are kept as they are: exact attention, and the line by weighted least squares. */
  @Property(tries = 100)
  void shouldBeExactAttentionWhereTokensAreKept(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 30) double sharp) {
    Random random = new Random(seed);
    TokenShape shape = new TokenShape(2, 1, List.of(), List.of());
    int n = 20;
    Mixture mixture = new Mixture(shape, 2 * n);
    float[][] tokens = new float[n][3];
    for (int t = 0; t < n; t++) {
      for (int i = 0; i < 3; i++) {
        tokens[t][i] = (float) random.nextGaussian();
      }
    }
    int told = 0;
    for (float[] token : tokens) {
      mixture.add(token, 1, new float[] {1, 1, 1});
      told++;
      if (mixture.count() < told) {
        return; // joined already: another law
      }
    }
    float[] x = {(float) random.nextGaussian(), (float) random.nextGaussian(), 0};
    double[] weights = new double[n];
    double sum = 0;
    double mean = 0;
    for (int t = 0; t < n; t++) {
      double square = Math.pow(x[0] - tokens[t][0], 2) + Math.pow(x[1] - tokens[t][1], 2);
      weights[t] = Math.exp(-sharp * square / 2);
      sum += weights[t];
      mean += weights[t] * tokens[t][2];
    }
    KernelRecall recall = new KernelRecall(mixture);
    recall.prepare(0);
    float root = (float) Math.sqrt(sharp);
    recall.ask(x, new float[] {root, root}, UNITS, -1);
    for (int t = 0; t < n; t++) {
      assertThat(recall.share(t)).isCloseTo(weights[t] / sum, within(1e-4));
    }
    assertThat(recall.line().value(0)).isCloseTo(mean / sum, within(0.05)); // small shares left out
  }

  /** One Gaussian under a kernel, by sums over a grid. */
  @Test
  void shouldTiltAGaussianAsSumsDo() {
    TokenShape shape = new TokenShape(1, 1, List.of(), List.of());
    Mixture mixture = new Mixture(shape, 8);
    Random random = new Random(3);
    float[] per = {1, 1};
    for (int t = 0; t < 4000; t++) {
      double v = 0.5 * random.nextGaussian();
      double c = 2 * v + 0.2 * random.nextGaussian();
      mixture.add(new float[] {(float) v, (float) c}, 1, per);
    }
    KernelRecall recall = new KernelRecall(mixture);
    recall.prepare(0);
    double sharp = 3;
    recall.ask(new float[] {0.8f, 0}, new float[] {(float) Math.sqrt(sharp)}, UNITS, -1);
    double sum = 0;
    double content = 0;
    for (int k = 0; k < mixture.count(); k++) {
      double m = mixture.mean(0, k);
      double s = mixture.cov[shape.pair(0, 0)][k];
      double slope = s > 0 ? mixture.cov[shape.pair(1, 0)][k] / s : 0;
      for (int g = -4000; g <= 4000; g++) {
        double v = m + g * 0.001;
        double density = Math.exp(-(v - m) * (v - m) / (2 * s)) / Math.sqrt(2 * Math.PI * s);
        double w = mixture.mass(k) * density * 0.001 * Math.exp(-sharp * Math.pow(0.8 - v, 2) / 2);
        sum += w;
        content += w * (mixture.mean(1, k) + slope * (v - m));
      }
    }
    assertThat(recall.line().value(0)).isCloseTo(content / sum, within(0.01));
    assertThat(recall.logMass()).isCloseTo(Math.log(sum), within(0.01));
  }

  /** At temperature zero the line is ridge regression on all that was ever said. */
  @Property(tries = 30)
  void shouldRegressOnAllThatWasSaid(@ForAll long seed) {
    Random random = new Random(seed);
    TokenShape shape = new TokenShape(2, 1, List.of(), List.of());
    Mixture mixture = new Mixture(shape, 6);
    float[] per = {1, 1, 1};
    for (int t = 0; t < 500; t++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      mixture.add(new float[] {(float) a, (float) b, (float) (3 * a - b + 1)}, 1, per);
    }
    KernelRecall recall = new KernelRecall(mixture);
    recall.prepare(2);
    recall.ask(new float[] {1, 2, 0}, new float[2], UNITS, 1e-6);
    assertThat(recall.line().value(0)).isCloseTo(2, within(0.05));
    assertThat(recall.line().residual(0)).isLessThan(0.02);
  }

  /** Component by component they add up to what the line says of all, whatever is looked at. */
  @Property(tries = 50)
  void shouldSayOfResidualsWhatTheLineDoes(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 10) double sharp,
      @ForAll boolean lined) {
    Random random = new Random(seed);
    TokenShape shape = new TokenShape(2, 2, List.of(), List.of());
    Mixture mixture = new Mixture(shape, 24);
    for (int t = 0; t < 300; t++) {
      float a = (float) random.nextGaussian();
      float b = (float) (.5 * a + random.nextGaussian());
      float mode = random.nextBoolean() ? 2 : -2;
      mixture.add(
          new float[] {a, b, (float) (a - b + .3 * random.nextGaussian()), mode + b},
          1,
          new float[] {1, 1, 1, 1});
    }
    KernelRecall recall = new KernelRecall(mixture);
    recall.prepare(1);
    float root = (float) Math.sqrt(sharp);
    float[] x = {(float) random.nextGaussian(), (float) random.nextGaussian(), 0, 0};
    recall.ask(x, new float[] {root, 0}, new double[] {1, 1, 1, 1}, lined ? 0 : -1);
    for (int content = 0; content < 2; content++) {
      double[] sums = new double[3];
      recall.residuals(
          content,
          (share, mean, variance) -> {
            sums[0] += share;
            sums[1] += share * mean;
            sums[2] += share * (variance + mean * mean);
          });
      assertThat(sums[0]).isCloseTo(1, within(1e-5));
      assertThat(sums[1]).isCloseTo(0, within(1e-4));
      double residual = recall.line().residual(content);
      assertThat(sums[2]).isCloseTo(residual, within(1e-3 * (1 + residual)));
    }
  }
}
