package org.streamrecall.deploy.report;

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

  @Test
  void shouldBeginAtZeroWhereThatIsNotFar() {
    assertThat(Axis.over(0.1, 0.9, 5).ticks()).startsWith(0.0, 0.2).endsWith(1.0);
  }
}
