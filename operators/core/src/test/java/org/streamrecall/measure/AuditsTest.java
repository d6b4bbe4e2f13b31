package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AuditsTest {
  @Test
  void shouldStayFiniteWhenATokenOutweighsAllAndIsFarBelow() {
    Audits audits = new Audits(1);
    audits.on = true;
    audits.direction[0][0] = 1;
    double[] e = new double[16];
    e[0] = -200; // e^{-1000} and less beside the mean's, but with all of the weight
    audits.add(e, 1, 1);
    for (double log : audits.log()) {
      assertThat(log).isFinite();
    }
    Arrays.fill(audits.log(), 5000);
    audits.add(new double[16], 1, 1);
    for (double log : audits.log()) {
      assertThat(log).isFinite();
    }
  }

  @Test
  void shouldForgetFarOutWhatWasNeverAuditedButKeepItNearby() {
    Audits audits = new Audits(1);
    audits.direction[0][0] = 1;
    audits.direction[1][0] = 1;
    double sigma = 0.3; // v = 2.25 at norm 5, 36 at norm 20: of a Gaussian that is not there
    for (int i = 0; i < Audits.COUNT; i++) {
      audits.log()[i] = 0.5 * Math.pow(sigma * Audits.factor(i), 2);
    }
    double[] e = new double[16];
    for (int n = 64; n < 640; n++) { // from then on, two points
      e[0] = n % 2 == 0 ? sigma : -sigma;
      audits.add(e, 1.0 / (n + 1), 1 - 64.0 / n);
    }
    assertThat(audits.log()[0]).isCloseTo(0.9 * lnCosh(1.5) + 0.1 * 1.125, within(0.02));
    assertThat(audits.log()[8]).isBetween(lnCosh(6), lnCosh(6) + 1); // else 18 + ln 0.1
  }

  private static double lnCosh(double x) {
    return Math.log(Math.cosh(x));
  }
}
