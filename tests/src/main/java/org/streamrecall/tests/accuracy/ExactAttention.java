package org.streamrecall.tests.accuracy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.streamrecall.measure.Exp;

/**
 * Softmax attention over every token of a stream, in double:
 *
 * <pre>
 *   o(a) = sum_t e^{&lt;a,y_t&gt; - m} x_t / sum_t e^{&lt;a,y_t&gt; - m},   m = max_t &lt;a,y_t&gt;
 * </pre>
 *
 * Queries are answered side by side in groups, a group to a core; the sums of one query run over
 * the tokens in order, whatever the number of cores.
 */
final class ExactAttention {
  private static final int GROUP = 64; // queries side by side: a row of them is a vector loop
  private static final int ROWS = 4; // tokens at a time: a sum is loaded and stored once for all

  private final TokenStream stream;
  private final double[] betas;
  private final double[][][] answers; // (betas, queries, valueDims)

  private ExactAttention(TokenStream stream, double[] betas) {
    this.stream = stream;
    this.betas = betas;
    this.answers = new double[betas.length][stream.queries().length][stream.valueDims()];
  }

  /**
   * @return (betas, queries, valueDims)
   */
  static double[][][] answers(TokenStream stream, double[] betas) {
    ExactAttention attention = new ExactAttention(stream, betas);
    int groups = (stream.queries().length + GROUP - 1) / GROUP;
    IntStream.range(0, groups).parallel().forEach(group -> attention.answer(group * GROUP));
    return attention.answers;
  }

  private void answer(int from) {
    int size = Math.min(GROUP, stream.queries().length - from);
    double[][] queries = new double[stream.dims()][size];
    for (int q = 0; q < size; q++) {
      for (int j = 0; j < stream.dims(); j++) {
        queries[j][q] = stream.queries()[from + q][j];
      }
    }
    double[] max = max(queries);
    double[][] scores = new double[ROWS][size];
    double[][] weights = new double[ROWS][size];
    double[][][] sums = new double[betas.length][stream.valueDims()][size];
    double[][] masses = new double[betas.length][size];
    for (int t = 0; t < stream.tokens(); t += ROWS) {
      int rows = Math.min(ROWS, stream.tokens() - t);
      for (int r = 0; r < rows; r++) {
        score(t + r, queries, scores[r]);
      }
      for (int b = 0; b < betas.length; b++) {
        for (int r = 0; r < rows; r++) {
          weigh(betas[b], scores[r], max, weights[r], masses[b]);
        }
        for (int r = rows; r < ROWS; r++) {
          Arrays.fill(weights[r], 0);
        }
        accumulate(t, weights, sums[b]);
      }
    }
    for (int b = 0; b < betas.length; b++) {
      for (int q = 0; q < size; q++) {
        for (int k = 0; k < stream.valueDims(); k++) {
          answers[b][from + q][k] = sums[b][k][q] / masses[b][q];
        }
      }
    }
  }

  private double[] max(double[][] queries) {
    double[] max = new double[queries[0].length];
    double[] scores = new double[max.length];
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    for (int t = 0; t < stream.tokens(); t++) {
      score(t, queries, scores);
      for (int q = 0; q < max.length; q++) {
        max[q] = Math.max(max[q], scores[q]);
      }
    }
    return max;
  }

  private void score(int token, double[][] queries, double[] scores) {
    Arrays.fill(scores, 0);
    for (int j = 0; j < stream.dims(); j++) {
      double y = stream.tags()[token * stream.dims() + j];
      double[] u = queries[j];
      for (int q = 0; q < scores.length; q++) {
        scores[q] += y * u[q];
      }
    }
  }

  private static void weigh(
      double beta, double[] scores, double[] max, double[] weights, double[] mass) {
    for (int q = 0; q < scores.length; q++) {
      double w = Exp.exp(beta * (scores[q] - max[q]));
      weights[q] = w;
      mass[q] += w;
    }
  }

  private void accumulate(int token, double[][] weights, double[][] sums) {
    float[] values = stream.values();
    int n = stream.valueDims();
    int last = values.length - n;
    int at = token * n;
    double[] w0 = weights[0];
    double[] w1 = weights[1];
    double[] w2 = weights[2];
    double[] w3 = weights[3];
    for (int k = 0; k < n; k++) {
      double x0 = values[at + k];
      double x1 = values[Math.min(at + n, last) + k]; // past the end: any value, its weight is 0
      double x2 = values[Math.min(at + 2 * n, last) + k];
      double x3 = values[Math.min(at + 3 * n, last) + k];
      double[] sum = sums[k];
      for (int q = 0; q < sum.length; q++) {
        sum[q] += (w0[q] * x0 + w1[q] * x1) + (w2[q] * x2 + w3[q] * x3);
      }
    }
  }
}
