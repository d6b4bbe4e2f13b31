package org.streamrecall.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AxisTest {
  /** What is drawn lies within, and ticks are few. */
  @Property(tries = 500, seed = "7")
  void shouldHoldWhatIsDrawn(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double one,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double other) {
    double least = Math.min(one, other);
    double most = Math.max(one, other);
    Axis axis = Axis.over(least, most, 5);
    assertThat(axis.part(least)).isBetween(-1e-6, 1 + 1e-6);
    assertThat(axis.part(most)).isBetween(-1e-6, 1 + 1e-6);
    assertThat(axis.ticks()).hasSizeBetween(2, 8);
  }

  /** Equal factors are equally far apart, and ticks lie within. */
  @Property(tries = 500, seed = "7")
  void shouldHoldWhatIsDrawnByFactors(
      @ForAll @DoubleRange(min = -6, max = 6) double one,
      @ForAll @DoubleRange(min = -6, max = 6) double other) {
    double least = Math.pow(10, Math.min(one, other));
    double most = Math.pow(10, Math.max(one, other));
    Axis axis = Axis.logarithmic(least, most);
    assertThat(axis.part(least)).isBetween(-1e-6, 1 + 1e-6);
    assertThat(axis.part(most)).isBetween(-1e-6, 1 + 1e-6);
    double middle = Math.sqrt(least * most);
    double half = (axis.part(least) + axis.part(most)) / 2;
    assertThat(Math.abs(axis.part(middle) - half)).isLessThan(1e-9);
    assertThat(axis.ticks()).hasSizeBetween(2, 14);
    for (double tick : axis.ticks()) {
      assertThat(axis.part(tick)).isBetween(-1e-6, 1 + 1e-6);
    }
  }

  @Test
  void shouldBeginAtZeroWhereThatIsNotFar() {
    assertThat(Axis.over(0.1, 0.9, 5).ticks()).startsWith(0.0, 0.2).endsWith(1.0);
  }
}
