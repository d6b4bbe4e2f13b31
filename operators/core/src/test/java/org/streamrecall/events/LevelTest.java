package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LevelTest {
  private static final double FLOOR = 1e-9;

  private final Level level = new Level(24);

  private double see(double... numbers) {
    double last = 0;
    for (double x : numbers) {
      last = level.see(x, FLOOR);
    }
    return last;
  }

  private static double[] normal(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.doubles(count).map(ignored -> random.nextGaussian()).toArray();
  }

  /** In whatever units: a power of 2 changes no digit. */
  @Property
  void shouldBeWithoutUnits(@ForAll long seed, @ForAll @IntRange(min = -20, max = 40) int power) {
    Level one = new Level(24);
    Level other = new Level(24);
    double unit = Math.scalb(1, power);
    for (double x : normal(seed, 200)) {
      assertThat(other.see(-x * unit, FLOOR * unit)).isCloseTo(-one.see(x, FLOOR), within(1e-6));
    }
  }

  @Test
  void shouldBeNothingWhereNumbersStayWhereTheyAre() {
    assertThat(see(new double[500])).isZero();
    level.clear();
    assertThat(Math.abs(see(normal(1, 1000)))).isLessThan(1);
  }

  @Test
  void shouldRiseWithAStepOnItsSide() {
    see(normal(1, 500));
    for (double x : normal(2, 24)) {
      see(x - 5);
    }
    assertThat(level.see(-5, FLOOR)).isBetween(-5.0, -2.0);
  }

  @Test
  void shouldForgetOneOutlier() {
    see(normal(1, 500));
    assertThat(see(1e30)).isLessThan(1.5);
    assertThat(Math.abs(see(normal(2, 200)))).isLessThan(1);
  }

  @Test
  void shouldPassOverWhatHasNoOrder() {
    see(normal(1, 50));
    ByteBuffer before = bytes();
    assertThat(see(Double.NaN)).isZero();
    assertThat(bytes()).isEqualTo(before);
  }

  @Test
  void shouldStayFiniteAtTheEndsOfTheRange() {
    assertThat(see(Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, 0)).isFinite();
    assertThat(see(normal(1, 50))).isFinite();
  }

  @Test
  void shouldGoOnFromItsBytes() {
    see(normal(1, 50));
    Level restored = new Level(24);
    restored.get(bytes());
    for (double x : normal(2, 50)) {
      assertThat(restored.see(x, FLOOR)).isEqualTo(level.see(x, FLOOR));
    }
  }

  private ByteBuffer bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Level.BYTES);
    level.put(bytes);
    assertThat(bytes.hasRemaining()).isFalse();
    return bytes.flip();
  }
}
