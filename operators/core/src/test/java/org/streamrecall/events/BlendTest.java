package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlendTest {
  private final Random random = new Random(5);

  @Test
  void shouldBelieveWhatWasRecalledUntilThereIsARecord() {
    assertThat(new Blend().of(1.5, -2)).isEqualTo(1.5);
  }

  @Test
  void shouldKeepToWhatIsAlwaysRight() {
    Blend blend = new Blend();
    for (int i = 0; i < 300; i++) {
      double f = random.nextGaussian();
      blend.add(f, random.nextGaussian(), f, 1);
    }
    assertThat(blend.of(1.5, -2)).isCloseTo(1.5, within(1e-3));
  }

  @Test
  void shouldFallBackToTheMeanOrToTheBaseWhereThatIsRight() {
    Blend mean = new Blend();
    Blend base = new Blend();
    for (int i = 0; i < 600; i++) {
      double f = random.nextGaussian();
      double g = random.nextGaussian();
      mean.add(f, g, g + 0.3 * random.nextGaussian(), 1);
      base.add(f, g, 0.3 * random.nextGaussian(), 1);
    }
    assertThat(mean.of(1, 3)).isCloseTo(3, within(0.45));
    assertThat(base.of(1, 3)).isCloseTo(0, within(0.45));
  }

  @Test
  void shouldFindTheBestMixtureOfNoisyForecasts() {
    Blend blend = new Blend();
    for (int i = 0; i < 2000; i++) {
      double truth = 2 * random.nextGaussian();
      blend.add(truth + random.nextGaussian(), truth + random.nextGaussian(), truth, 1);
    }
    assertThat(blend.of(1, 0)).isBetween(0.44, 0.7); // 4/9 without the prior
    assertThat(blend.of(0, 1)).isBetween(0.2, 0.45);
  }

  @Property
  void shouldStayAmongBaseMeanAndWhatWasRecalled(
      @ForAll long seed, @ForAll @IntRange(max = 40) int n) {
    Random any = new Random(seed);
    double unit = Math.pow(10, any.nextInt(24) - 12);
    Blend blend = new Blend();
    for (int i = 0; i < n; i++) {
      double f = unit * any.nextGaussian();
      double g = any.nextBoolean() ? f : any.nextGaussian();
      blend.add(f, g, any.nextInt(5) * any.nextGaussian(), any.nextDouble());
    }
    double f = unit * any.nextGaussian();
    double g = any.nextGaussian();
    double slack = 1e-9 * (1 + Math.abs(f));
    assertThat(blend.of(f, g))
        .isBetween(Math.min(0, Math.min(f, g)) - slack, Math.max(0, Math.max(f, g)) + slack);
    ByteBuffer bytes = ByteBuffer.allocate(Blend.BYTES);
    blend.put(bytes);
    Blend restored = new Blend();
    restored.get(bytes.flip());
    assertThat(restored.of(f, g)).isEqualTo(blend.of(f, g));
  }
}
