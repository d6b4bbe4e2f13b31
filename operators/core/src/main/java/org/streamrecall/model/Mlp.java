package org.streamrecall.model;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * The read-out y = A x + b + U2 tanh(U1 x + c), one hidden layer beside a straight path. It reads
 * its numbers from a place in a flat array of weights. The straight path A is where it starts, U2
 * at zero, so that before training the answer is what was recalled.
 */
final class Mlp {
  private final int offset;
  private final int inputs;
  private final int hidden;
  private final int outputs;

  Mlp(int offset, int inputs, int hidden, int outputs) {
    this.offset = offset;
    this.inputs = inputs;
    this.hidden = hidden;
    this.outputs = outputs;
  }

  int inputs() {
    return inputs;
  }

  int hidden() {
    return hidden;
  }

  int outputs() {
    return outputs;
  }

  int straight() {
    return offset; // A, (outputs, inputs)
  }

  int bias() {
    return straight() + outputs * inputs; // b, (outputs)
  }

  int first() {
    return bias() + outputs; // U1, (hidden, inputs)
  }

  int firstBias() {
    return first() + hidden * inputs; // c, (hidden)
  }

  int second() {
    return firstBias() + hidden; // U2, (outputs, hidden)
  }

  int end() {
    return second() + outputs * hidden;
  }

  /** Whether U2 is zero, as before training. */
  boolean isStraight(double[] w) {
    for (int i = second(); i < end(); i++) {
      if (w[i] != 0) {
        return false;
      }
    }
    return true;
  }

  void start(double[] w, RandomGenerator random) {
    double scale = 1 / Math.sqrt(inputs);
    for (int i = 0; i < hidden * inputs; i++) {
      w[first() + i] = scale * random.nextGaussian();
    }
  }

  /** tanh(U1 x + c), (hidden). */
  double[] hidden(double[] w, double[] x) {
    double[] t = new double[hidden];
    for (int i = 0, at = first(); i < hidden; i++) {
      double sum = w[firstBias() + i];
      for (int j = 0; j < inputs; j++) {
        sum += w[at++] * x[j];
      }
      t[i] = StrictMath.tanh(sum);
    }
    return t;
  }

  /** y, (outputs), from x and its hidden layer. */
  double[] output(double[] w, double[] x, double[] t) {
    double[] y = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      double sum = w[bias() + o];
      for (int j = 0; j < inputs; j++) {
        sum += w[straight() + o * inputs + j] * x[j];
      }
      for (int i = 0; i < hidden; i++) {
        sum += w[second() + o * hidden + i] * t[i];
      }
      y[o] = sum;
    }
    return y;
  }

  /**
   * Carries dy back into the gradient g and returns the gradient by x.
   *
   * @param t the hidden layer of x
   */
  double[] backward(double[] w, double[] x, double[] t, double[] dy, double[] g) {
    double[] dx = new double[inputs];
    double[] dt = new double[hidden];
    for (int o = 0; o < outputs; o++) {
      g[bias() + o] += dy[o];
      for (int j = 0; j < inputs; j++) {
        int at = straight() + o * inputs + j;
        g[at] += dy[o] * x[j];
        dx[j] += dy[o] * w[at];
      }
      for (int i = 0; i < hidden; i++) {
        int at = second() + o * hidden + i;
        g[at] += dy[o] * t[i];
        dt[i] += dy[o] * w[at];
      }
    }
    for (int i = 0; i < hidden; i++) {
      double ds = dt[i] * (1 - t[i] * t[i]);
      g[firstBias() + i] += ds;
      for (int j = 0; j < inputs; j++) {
        int at = first() + i * inputs + j;
        g[at] += ds * x[j];
        dx[j] += ds * w[at];
      }
    }
    return dx;
  }
}
