package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ExpTest {
  @Property
  void shouldBeWithinTwoUlpOfTheStrictExponential(
      @ForAll @DoubleRange(min = -700, max = 700) double x) {
    double strict = StrictMath.exp(x);
    assertThat(Math.abs(Exp.exp(x) - strict)).isLessThanOrEqualTo(2 * Math.ulp(strict));
  }

  @Test
  void shouldBeExactAtZeroAndDefinedAtTheEnds() {
    assertThat(Exp.exp(0)).isEqualTo(1);
    assertThat(Exp.exp(-1e9)).isZero();
    assertThat(Exp.exp(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Exp.exp(-0.0)).isEqualTo(1);
    assertThat(Exp.exp(-Double.MIN_VALUE)).isEqualTo(1);
    assertThat(Exp.exp(1e9)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Exp.exp(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Exp.exp(Double.NaN)).isNaN();
  }
}
