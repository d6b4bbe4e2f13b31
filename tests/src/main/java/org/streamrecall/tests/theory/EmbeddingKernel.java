package org.streamrecall.tests.theory;

import java.util.Random;
import org.streamrecall.tests.theory.Asked.Merged;

/**
 * A kernel on queries of contexts, exp(-d^2 / 2), where d^2 adds how far apart the mean embeddings
 * of the two contexts are, and the queries' tags and places. A context is embedded as the mean of
 * phi(tag) x (1, content), phi being random features of a Gaussian kernel.
 *
 * @param tag width of the kernel of tags
 * @param width of the embeddings' kernel, of their usual distance
 * @param place width of the kernel of places
 */
record EmbeddingKernel(double tag, double width, double place) {
  private static final int FREQUENCIES = 96; // of tags
  private static final long SEED = 1; // of the same frequencies for whoever asks

  /**
   * Queries as points, their distance being that of the kernel but for the width.
   *
   * @param embedded (contexts)
   * @param of the context of each query
   * @param beside (queries), what else is compared, in units of its kernel
   */
  record Points(double[][] embedded, int[] of, double[][] beside) {}

  Points points(Asked asked) {
    double[][] beside = new double[asked.size()][];
    for (int q = 0; q < beside.length; q++) {
      double[] tagged = asked.tags()[q];
      double[] placed = asked.places()[q];
      beside[q] = new double[tagged.length + placed.length];
      for (int i = 0; i < beside[q].length; i++) {
        beside[q][i] = i < tagged.length ? tagged[i] / tag : placed[i - tagged.length] / place;
      }
    }
    double[][] waves = waves(asked.tags()[0].length);
    double[][] embedded =
        asked.contexts().parallelStream()
            .map(tokens -> mean(tokens, waves))
            .toArray(double[][]::new);
    return new Points(embedded, asked.context(), beside);
  }

  private double[][] waves(int dims) {
    Random random = new Random(SEED);
    double[][] waves = new double[FREQUENCIES][dims];
    for (double[] wave : waves) {
      for (int k = 0; k < dims; k++) {
        wave[k] = random.nextGaussian() / tag;
      }
    }
    return waves;
  }

  private static double[] mean(Merged[] tokens, double[][] waves) {
    int size = tokens[0].features().length;
    double[] mean = new double[2 * waves.length * size];
    double scale = 1 / Math.sqrt(waves.length);
    for (Merged token : tokens) {
      for (int w = 0; w < waves.length; w++) {
        double angle = 0;
        for (int k = 0; k < waves[w].length; k++) {
          angle += waves[w][k] * token.tag()[k];
        }
        double mass = scale * token.mass();
        add(mass * Math.cos(angle), token.features(), mean, 2 * w * size);
        add(mass * Math.sin(angle), token.features(), mean, (2 * w + 1) * size);
      }
    }
    return mean;
  }

  private static void add(double times, float[] what, double[] to, int from) {
    for (int j = 0; j < what.length; j++) {
      to[from + j] += times * what[j];
    }
  }

  /** Squared distance. */
  static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum;
  }
}
