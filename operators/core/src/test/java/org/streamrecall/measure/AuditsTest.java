package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

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
    audits.add(e, 1);
    for (double log : audits.log) {
      assertThat(log).isFinite();
    }
    Arrays.fill(audits.log, 5000);
    audits.add(new double[16], 1);
    for (double log : audits.log) {
      assertThat(log).isFinite();
    }
  }
}
