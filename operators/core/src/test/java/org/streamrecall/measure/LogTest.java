package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LogTest {
  @Property
  void shouldBeWithinTwoUlpOfTheStrictLogarithm(@ForAll long bits) {
    double x = Math.abs(Double.longBitsToDouble(bits));
    if (x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE) {
      double strict = StrictMath.log(x);
      assertThat(Math.abs(Log.log(x) - strict)).isLessThanOrEqualTo(2 * Math.ulp(strict));
    }
  }

  @Test
  void shouldKeepWhatIsNoNumberAndWhatHasNoEnd() {
    assertThat(Log.log(Double.NaN)).isNaN();
    assertThat(Log.log(Double.longBitsToDouble(0xfff8000000000000L))).isNaN();
    assertThat(Log.log(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    for (double least : new double[] {0, -0.0, -1, Double.MIN_VALUE, Double.NEGATIVE_INFINITY}) {
      assertThat(Log.log(least)).as("log " + least).isEqualTo(Double.NEGATIVE_INFINITY);
    }
    assertThat(Log.log(1)).isZero();
  }
}
