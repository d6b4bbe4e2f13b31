package org.streamrecall.model;

/**
 * The units that a read-out's inputs are learned in. What is recalled is told in units of the
 * spread that it has itself over queries, not of the tokens': a mean over many tokens varies far
 * less than they do, and a hidden layer would be blind to it.
 *
 * @param centre (inputs)
 * @param spread (inputs), positive
 */
public record InputUnits(double[] centre, double[] spread) {
  /** A deviation below this, over an input's size, is of a constant: the rounding of floats. */
  private static final double CONSTANT = 1e-6;

  /** A number that is all noise is still heard this much. */
  private static final double LEAST_SIGNAL = 0.05;

  /**
   * What read-outs read of queries.
   *
   * @param inputs as they come, one row a query
   * @param recalled how many of a row's first numbers were recalled
   * @param noise of each of these, the variance that its mean over tokens has by chance, for tokens
   *     of variance 1
   */
  public record Read(double[][] inputs, int recalled, double noise) {}

  /** Each input in units of its own spread. */
  public static InputUnits own(Read read) {
    double[][] rows = read.inputs();
    int inputs = rows[0].length;
    double[] centre = new double[inputs];
    double[] spread = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      for (double[] row : rows) {
        centre[i] += row[i] / rows.length;
      }
      double square = 0;
      for (double[] row : rows) {
        square += (row[i] - centre[i]) * (row[i] - centre[i]) / rows.length;
      }
      double deviation = Math.sqrt(square);
      spread[i] = deviation > CONSTANT * (1 + Math.abs(centre[i])) ? deviation : 1;
    }
    return new InputUnits(centre, spread);
  }

  /**
   * The same, but for what was recalled the largest spread of all, and each times its part that is
   * signal. Numbers that hardly differ from query to query but by chance are then small, and a
   * read-out learns by heart less of them.
   */
  public static InputUnits shared(Read read) {
    InputUnits own = own(read);
    double most = 0;
    for (int i = 0; i < read.recalled(); i++) {
      most = Math.max(most, varies(read, i) ? own.spread[i] : 0);
    }
    for (int i = 0; i < read.recalled(); i++) {
      if (varies(read, i)) {
        double variance = own.spread[i] * own.spread[i];
        own.spread[i] = most / Math.max(LEAST_SIGNAL, 1 - read.noise() / variance);
      }
    }
    return own;
  }

  private static boolean varies(Read read, int input) {
    double first = read.inputs()[0][input];
    for (double[] row : read.inputs()) {
      if (Math.abs(row[input] - first) > CONSTANT * (1 + Math.abs(first))) {
        return true;
      }
    }
    return false;
  }

  /** x in these units. */
  public void apply(double[] x) {
    apply(x, 0);
  }

  /** The same of one row of many. */
  void apply(double[] x, int from) {
    for (int i = 0; i < centre.length; i++) {
      x[from + i] = (x[from + i] - centre[i]) / spread[i];
    }
  }

  /** The gradient by the inputs of one row in their own units. */
  void back(double[] dx, int from) {
    for (int i = 0; i < spread.length; i++) {
      dx[from + i] /= spread[i];
    }
  }

  /** The same read-out for inputs in their own units. */
  void fold(Mlp mlp, double[] w) {
    for (int o = 0; o < mlp.outputs(); o++) {
      for (int i = 0; i < centre.length; i++) {
        int at = mlp.straight() + o * centre.length + i;
        w[at] /= spread[i];
        w[mlp.bias() + o] -= w[at] * centre[i];
      }
    }
    int width = mlp.width(0);
    for (int i = 0; i < centre.length; i++) {
      for (int k = 0; k < width; k++) {
        int at = mlp.layer(0) + i * width + k;
        w[at] /= spread[i];
        w[mlp.layerBias(0) + k] -= w[at] * centre[i];
      }
    }
  }
}
