package org.streamrecall.tests.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReservoirTest {
  @Test
  void shouldKeepEveryTokenEquallyOften() {
    int tokens = 40;
    int kept = 10;
    int runs = 4000;
    int[] times = new int[tokens];
    for (int seed = 0; seed < runs; seed++) {
      Reservoir reservoir = new Reservoir(Rounding.INT8, kept, 1, 0, seed);
      for (int t = 0; t < tokens; t++) {
        reservoir.add(new float[] {t}, null);
      }
      assertThat(reservoir.kept()).hasNumberOfRows(kept);
      for (float[] tag : reservoir.kept()) {
        times[(int) tag[0]]++;
      }
    }
    // 1000 each, give or take 27; five deviations would come once in a million tokens.
    for (int count : times) {
      assertThat(count).isBetween(1000 - 137, 1000 + 137);
    }
  }

  @Test
  void shouldAnswerExactlyWhileEveryTokenFits() {
    TokenStream stream = new StreamDraw(StreamShape.GAUSS, 50, 4, 2, 1, 0).draw();
    Reservoir reservoir = new Reservoir(Rounding.F32, 4096, 4, 0, 1);
    for (int t = 0; t < stream.tokens(); t++) {
      reservoir.add(stream.tag(t), null);
    }
    double[][] exact = ExactAttention.answers(stream, new double[] {10})[0];
    double[][] answers = {reservoir.answer(stream.query(0, 10))};
    assertThat(Errors.of(new double[][] {exact[0]}, answers, 1)[0]).isLessThan(1e-12);
  }
}
