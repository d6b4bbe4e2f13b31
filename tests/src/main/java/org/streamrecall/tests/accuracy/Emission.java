package org.streamrecall.tests.accuracy;

/** How a token comes out of its component. Tokens are emitted once each, in order. */
interface Emission {
  /**
   * @param token its place in the stream
   * @param label its component
   * @param y where to write it, (dims)
   */
  void emit(int token, int label, double[] y);

  /** Round Gaussian noise of length 0.3 around a centre. */
  static Emission gauss(Draws draws, int tokens, double[][] centres) {
    int dims = centres[0].length;
    Draws noise = draws.normalBlock((long) tokens * dims);
    double scale = 0.3 / Math.sqrt(dims);
    return (token, label, y) -> {
      for (int j = 0; j < dims; j++) {
        y[j] = centres[label][j] + scale * noise.normal();
      }
    };
  }

  /** Gaussian noise stretched by {@code A_i = R_i diag(e)}, e_t ~ 0.8^t, |e| = 0.4. */
  static Emission aniso(Draws draws, int tokens, double[][] centres) {
    int dims = centres[0].length;
    double[] e = new double[dims];
    for (int t = 0; t < dims; t++) {
      e[t] = StrictMath.pow(0.8, t);
    }
    Draws.normalise(e);
    double[][][] rotations = new double[centres.length][][]; // (components, dims, dims)
    for (int i = 0; i < centres.length; i++) {
      rotations[i] = Householder.q(draws.normals(dims * dims), dims, dims);
    }
    Draws noise = draws.normalBlock((long) tokens * dims);
    double[] stretched = new double[dims];
    return (token, label, y) -> {
      for (int t = 0; t < dims; t++) {
        stretched[t] = 0.4 * e[t] * noise.normal();
      }
      for (int j = 0; j < dims; j++) {
        y[j] = centres[label][j];
        for (int t = 0; t < dims; t++) {
          y[j] += rotations[label][j][t] * stretched[t];
        }
      }
    };
  }

  /** Student's t with three degrees of freedom, the noise cut at length 1. */
  static Emission heavy(Draws draws, int tokens, double[][] centres) {
    int dims = centres[0].length;
    Draws noise = draws.normalBlock((long) tokens * dims);
    Draws chi = draws.normalBlock(3L * tokens);
    return (token, label, y) -> {
      double square = 0;
      for (int k = 0; k < 3; k++) {
        double x = chi.normal();
        square += x * x;
      }
      double scale = 0.2 / Math.sqrt(dims) / Math.sqrt(square / 3);
      double length = 0;
      for (int j = 0; j < dims; j++) {
        y[j] = scale * noise.normal();
        length += y[j] * y[j];
      }
      double cut = Math.min(1, 1 / Math.sqrt(length));
      for (int j = 0; j < dims; j++) {
        y[j] = centres[label][j] + y[j] * cut;
      }
    };
  }

  /** Gaussian noise around centres that turn from one set to another, by a radian in all. */
  static Emission drift(Draws draws, int tokens, double[][] centres, double[][] towards) {
    int dims = centres[0].length;
    Draws noise = draws.normalBlock((long) tokens * dims);
    double scale = 0.3 / Math.sqrt(dims);
    return (token, label, y) -> {
      double turned = (double) token / tokens;
      double cos = StrictMath.cos(turned);
      double sin = StrictMath.sin(turned);
      for (int j = 0; j < dims; j++) {
        y[j] = cos * centres[label][j] + sin * towards[label][j] + scale * noise.normal();
      }
    };
  }
}
