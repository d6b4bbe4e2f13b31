package org.streamrecall.tests.accuracy;

import java.util.Arrays;

/**
 * Draws a stream from its seed, in this order: centres, labels, what the shape needs, labels of the
 * queries, noise of the queries, the map from tag to content. The same numbers on every JDK and, to
 * rounding, in the Python reference.
 *
 * @param shape how tokens lie around their centres
 * @param components I
 * @param contentDims length of {@code tanh(y W + b)}, 0 for none
 */
record StreamDraw(
    StreamShape shape, int tokens, int dims, int components, long seed, int contentDims) {
  /** Queries asked of every stream. */
  static final int QUERIES = 256;

  private static final double RARE_MASS = 0.001;

  /** How far DRIFT's centres have turned, in radians, where the queries look for them. */
  private static final double ASKED_AT = 0.7;

  TokenStream draw() {
    Draws draws = new Draws(seed);
    double[][] centres = draws.sphere(components, dims);
    int[] labels = labels(draws);
    double[][] towards = shape == StreamShape.DRIFT ? draws.sphere(components, dims) : null;
    Emission emission =
        switch (shape) {
          case GAUSS, RARE -> Emission.gauss(draws, tokens, centres);
          case ANISO, ORDERED -> Emission.aniso(draws, tokens, centres);
          case COSINE -> new CosineEmission(draws, labels, centres);
          case HEAVY -> Emission.heavy(draws, tokens, centres);
          case DRIFT -> Emission.drift(draws, tokens, centres, towards);
        };
    float[] tags = new float[Math.multiplyExact(tokens, dims)];
    double[] y = new double[dims];
    for (int t = 0; t < tokens; t++) {
      emission.emit(t, labels[t], y);
      for (int j = 0; j < dims; j++) {
        tags[t * dims + j] = (float) y[j];
      }
    }
    double[][] asked = towards == null ? centres : turned(centres, towards);
    float[][] queries = queries(draws, asked);
    float[] contents = contentDims == 0 ? new float[0] : contents(draws, tags);
    return new TokenStream(tokens, dims, tags, labels, asked, queries, contentDims, contents);
  }

  private int[] labels(Draws draws) {
    double[] upTo = new double[components];
    double sum = 0;
    for (int i = 0; i < components; i++) {
      boolean rare = shape == StreamShape.RARE;
      sum += !rare ? 1.0 / components : i == 0 ? RARE_MASS : (1 - RARE_MASS) / (components - 1);
      upTo[i] = sum;
    }
    int[] labels = new int[tokens];
    for (int t = 0; t < tokens; t++) {
      double u = draws.uniform();
      while (labels[t] < components - 1 && upTo[labels[t]] <= u) {
        labels[t]++;
      }
    }
    if (shape == StreamShape.ORDERED) {
      Arrays.sort(labels);
    }
    return labels;
  }

  private static double[][] turned(double[][] centres, double[][] towards) {
    double[][] turned = new double[centres.length][centres[0].length];
    for (int i = 0; i < centres.length; i++) {
      for (int j = 0; j < turned[i].length; j++) {
        turned[i][j] =
            StrictMath.cos(ASKED_AT) * centres[i][j] + StrictMath.sin(ASKED_AT) * towards[i][j];
      }
      Draws.normalise(turned[i]);
    }
    return turned;
  }

  private float[][] queries(Draws draws, double[][] centres) {
    int[] of = new int[QUERIES];
    for (int i = 0; i < QUERIES; i++) {
      of[i] = (int) (draws.uniform() * components);
      if (shape == StreamShape.RARE && i % 2 == 0) {
        of[i] = 0;
      }
    }
    double[] noise = draws.normals(QUERIES * dims);
    float[][] queries = new float[QUERIES][dims];
    double[] u = new double[dims];
    for (int i = 0; i < QUERIES; i++) {
      for (int j = 0; j < dims; j++) {
        u[j] = centres[of[i]][j] + 0.3 / Math.sqrt(dims) * noise[i * dims + j];
      }
      Draws.normalise(u);
      for (int j = 0; j < dims; j++) {
        queries[i][j] = (float) u[j];
      }
    }
    return queries;
  }

  private float[] contents(Draws draws, float[] tags) {
    double[] w = draws.normals(dims * contentDims); // (dims, contentDims)
    double[] b = draws.normals(contentDims);
    float[] contents = new float[Math.multiplyExact(tokens, contentDims)];
    for (int t = 0; t < tokens; t++) {
      for (int k = 0; k < contentDims; k++) {
        double sum = (float) b[k];
        for (int j = 0; j < dims; j++) {
          sum += tags[t * dims + j] * (double) (float) (2 * w[j * contentDims + k]);
        }
        contents[t * contentDims + k] = (float) StrictMath.tanh(sum);
      }
    }
    return contents;
  }
}
