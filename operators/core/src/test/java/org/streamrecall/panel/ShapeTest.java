package org.streamrecall.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A few Gaussians: what is made of many, and what is read off them. */
class ShapeTest {
  private static Shape two(double apart, double noise) {
    Gaussians gathered = new Gaussians();
    gathered.add(.5, -apart / 2, noise * noise);
    gathered.add(.5, apart / 2, noise * noise);
    return gathered.shape(0, 1);
  }

  private static Gaussians drawn(Random random, int count) {
    Gaussians gathered = new Gaussians();
    for (int k = 0; k < count; k++) {
      double size = Math.abs(random.nextGaussian()) + .05;
      gathered.add(random.nextDouble() + .1, 2 * random.nextGaussian(), size * size);
    }
    return gathered;
  }

  /** However many become few, what comes is as large in the mean of squares. */
  @Property
  void shouldKeepTheVariance(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
    Random random = new Random(seed);
    double sum = 0;
    double first = 0;
    double second = 0;
    Gaussians gathered = new Gaussians();
    for (int k = 0; k < count; k++) {
      double share = random.nextDouble() + .1;
      double mean = 2 * random.nextGaussian();
      double variance = random.nextDouble() + .05;
      gathered.add(share, mean, variance);
      sum += share;
      first += share * mean;
      second += share * (variance + mean * mean);
    }
    double size = Math.sqrt(second / sum - first / sum * (first / sum));
    assertThat(gathered.shape(0, size).size()).isCloseTo(1, within(.02));
  }

  @Property
  void shouldFindWhatIsAsFarOut(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int count,
      @ForAll @DoubleRange(min = -4, max = 4) double z) {
    Shape shape = drawn(new Random(seed), count).shape(.1, 2);
    double x = shape.at(z);
    double slope = shape.density(x); // between modes many x are as far out
    double off = Math.abs(shape.farness(x) - Math.abs(z));
    assertThat(off).isLessThan(slope < .01 ? .5 : .01);
  }

  /** Quantiles are in order. */
  @Property
  void shouldRise(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int count) {
    Shape shape = drawn(new Random(seed), count).shape(.1, 2).normalised(.8);
    double last = Double.NEGATIVE_INFINITY;
    for (double z = -4; z <= 4; z += .1) {
      double x = shape.at(z);
      assertThat(x).isGreaterThanOrEqualTo(last);
      last = x;
    }
  }

  @Test
  void shouldBeNormalWhereItIsOne() {
    Gaussians gathered = new Gaussians();
    gathered.add(1, 7, 4);
    Shape one = gathered.shape(0, 2);
    for (double x = -5; x <= 5; x += .5) {
      assertThat(one.farness(x)).isCloseTo(Math.abs(x), within(.1));
      assertThat(one.at(x)).isCloseTo(x, within(.1));
      assertThat(one.gap(x)).isZero();
    }
  }

  @Test
  void shouldFindTheGapBetweenModesOnly() {
    Shape modes = two(6, .5);
    assertThat(modes.gap(0)).isGreaterThan(10);
    assertThat(modes.gap(1.5)).isBetween(1.0, modes.gap(0));
    assertThat(modes.gap(3)).isLessThan(.1);
    assertThat(modes.gap(5)).isZero();
    assertThat(two(1, 1).gap(0)).as("one mode").isZero();
  }

  /** What is believed less has less of a gap. */
  @Test
  void shouldFillTheGapWithDoubt() {
    Shape modes = two(2, .1);
    assertThat(modes.normalised(.1).gap(0)).isLessThan(modes.normalised(.9).gap(0));
    assertThat(modes.normalised(.5).size()).isCloseTo(1, within(.02));
  }

  @Property
  void shouldBeWhatItsBytesAre(@ForAll long seed, @ForAll @IntRange(max = 20) int count) {
    Shape shape = drawn(new Random(seed), count).shape(.2, 3);
    ByteBuffer bytes = ByteBuffer.allocate(Shape.mostBytes(1));
    shape.put(bytes);
    assertThat(bytes.position()).isEqualTo(shape.bytes());
    Shape read = Shape.get(bytes.flip());
    assertThat(read.isNone()).isEqualTo(count == 0);
    for (double x = -3; x <= 3; x += .7) {
      assertThat(read.density(x)).isEqualTo(shape.density(x));
    }
  }
}
