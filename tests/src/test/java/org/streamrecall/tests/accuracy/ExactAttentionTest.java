package org.streamrecall.tests.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExactAttentionTest {
  private static final double[] BETAS = {0.5, 10, 300}; // the last would overflow without a max

  @Test
  void shouldAnswerAsANaiveSumDoes() {
    for (int contentDims : new int[] {0, 3}) {
      // No multiple of the rows or of the group, so that both have a rest.
      TokenStream stream = new StreamDraw(StreamShape.ANISO, 203, 5, 3, 7, contentDims).draw();
      double[][][] answers = ExactAttention.answers(stream, BETAS);
      for (int b = 0; b < BETAS.length; b++) {
        for (int q = 0; q < stream.queries().length; q++) {
          assertThat(answers[b][q])
              .as("beta %s, query %d", BETAS[b], q)
              .containsExactly(naive(stream, stream.query(q, BETAS[b])), within(1e-12));
        }
      }
    }
  }

  private static double[] naive(TokenStream stream, double[] a) {
    double[] scores = new double[stream.tokens()];
    double max = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < scores.length; t++) {
      for (int j = 0; j < a.length; j++) {
        scores[t] += a[j] * stream.tags()[t * a.length + j];
      }
      max = Math.max(max, scores[t]);
    }
    double mass = 0;
    double[] answer = new double[stream.valueDims()];
    for (int t = 0; t < scores.length; t++) {
      double w = StrictMath.exp(scores[t] - max);
      mass += w;
      for (int k = 0; k < answer.length; k++) {
        answer[k] += w * stream.values()[t * answer.length + k];
      }
    }
    for (int k = 0; k < answer.length; k++) {
      answer[k] /= mass;
    }
    return answer;
  }
}
