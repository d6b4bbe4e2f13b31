package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** The tail beside a library's, and its inverse. */
class NormalTest {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  @Property
  void shouldBeTheTail(@ForAll @DoubleRange(min = -8, max = 8) double z) {
    double tail = NORMAL.cumulativeProbability(-z);
    assertThat(Normal.tail(z)).isCloseTo(tail, within(2e-7 * tail));
  }

  @Property
  void shouldFindWhatHasATail(@ForAll @DoubleRange(min = -8, max = 30) double z) {
    assertThat(Normal.upper(Normal.tail(z))).isCloseTo(z, within(z < -4 ? .1 : 2e-6));
  }

  @Test
  void shouldFallFarOut() {
    assertThat(Normal.tail(37)).isPositive().isLessThan(Normal.tail(36));
  }
}
