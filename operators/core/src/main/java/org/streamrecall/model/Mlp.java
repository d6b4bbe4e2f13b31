package org.streamrecall.model;

import java.util.Arrays;
import org.apache.commons.math3.random.RandomGenerator;
import org.streamrecall.measure.Exp;

/**
 * The read-out y = A x + b + V t, hidden layers beside a straight path:
 *
 * <pre>  t = t_n,  t_l = tanh(U_l' t_(l-1) + c_l),  t_0 = x</pre>
 *
 * It reads its numbers from a place in a flat array of weights. V at zero leaves the straight path
 * alone, so that before training the answer is what was recalled.
 */
final class Mlp {
  /** Beyond it a hyperbolic tangent is 1 to the last bit. */
  private static final double SATURATED = 20;

  private final int offset;
  private final int inputs;
  private final int[] widths; // of the hidden layers
  private final int outputs;

  Mlp(int offset, int inputs, int[] widths, int outputs) {
    this.offset = offset;
    this.inputs = inputs;
    this.widths = widths.clone();
    this.outputs = outputs;
  }

  int inputs() {
    return inputs;
  }

  int layers() {
    return widths.length;
  }

  int width(int layer) {
    return widths[layer];
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

  /** Numbers that enter a layer. */
  int entering(int layer) {
    return layer == 0 ? inputs : widths[layer - 1];
  }

  int layer(int layer) {
    int at = bias() + outputs; // U_l, (entering, width): rows lie side by side, and loops are fast
    for (int l = 0; l < layer; l++) {
      at += (entering(l) + 1) * widths[l];
    }
    return at;
  }

  int layerBias(int layer) {
    return layer(layer) + entering(layer) * widths[layer]; // c_l, (width)
  }

  int last() {
    return layer(widths.length); // V, (outputs, last width)
  }

  private int lastWidth() {
    return widths[widths.length - 1];
  }

  int end() {
    return last() + outputs * lastWidth();
  }

  /** Whether V is zero, as before training. */
  boolean isStraight(double[] w) {
    for (int i = last(); i < end(); i++) {
      if (w[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Draws the hidden layers.
   *
   * @param gain how large a layer's sums are for inputs of size 1
   * @param out how large V t is at most, about; 0 leaves V at zero
   */
  void start(double[] w, RandomGenerator random, double gain, double out) {
    for (int l = 0; l < widths.length; l++) {
      draw(w, layer(l), entering(l) * widths[l], gain / Math.sqrt(entering(l)), random);
    }
    if (out > 0) {
      draw(w, last(), outputs * lastWidth(), out / Math.sqrt(lastWidth()), random);
    }
  }

  private static void draw(double[] w, int from, int count, double scale, RandomGenerator random) {
    for (int i = from; i < from + count; i++) {
      w[i] = scale * random.nextGaussian();
    }
  }

  /** The hidden layers of x, (layers, width). */
  double[][] hidden(double[] w, double[] x) {
    double[][] t = new double[widths.length][];
    double[] below = x;
    for (int l = 0; l < t.length; l++) {
      int width = widths[l];
      double[] sum = Arrays.copyOfRange(w, layerBias(l), layerBias(l) + width);
      for (int j = 0, at = layer(l); j < below.length; j++, at += width) {
        axpy(below[j], w, at, sum);
      }
      tanh(sum);
      t[l] = sum;
      below = sum;
    }
    return t;
  }

  /** Hidden layers that nothing reads. */
  double[][] none() {
    double[][] t = new double[widths.length][];
    for (int l = 0; l < t.length; l++) {
      t[l] = new double[widths[l]];
    }
    return t;
  }

  private static void axpy(double factor, double[] w, int at, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * w[at + i];
    }
  }

  private static void tanh(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = 2 * Math.max(-SATURATED, Math.min(SATURATED, x[i]));
    }
    Exp.exp(x, x.length);
    for (int i = 0; i < x.length; i++) {
      x[i] = 1 - 2 / (x[i] + 1);
    }
  }

  /** y, (outputs), from x and its hidden layers. */
  double[] output(double[] w, double[] x, double[][] t) {
    double[] y = new double[outputs];
    double[] top = t[t.length - 1];
    for (int o = 0; o < outputs; o++) {
      y[o] =
          w[bias() + o] + dot(w, straight() + o * inputs, x) + dot(w, last() + o * top.length, top);
    }
    return y;
  }

  /** Four sums side by side, in an order of their own that is the same everywhere. */
  private static double dot(double[] w, int at, double[] x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      s0 += w[at + i] * x[i];
      s1 += w[at + i + 1] * x[i + 1];
      s2 += w[at + i + 2] * x[i + 2];
      s3 += w[at + i + 3] * x[i + 3];
    }
    for (; i < x.length; i++) {
      s0 += w[at + i] * x[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /**
   * Carries dy back into the gradient g and returns the gradient by x.
   *
   * @param t the hidden layers of x
   */
  double[] backward(double[] w, double[] x, double[][] t, double[] dy, double[] g) {
    double[] dx = new double[inputs];
    double[] above = new double[lastWidth()]; // by the last layer
    double[] top = t[t.length - 1];
    for (int o = 0; o < outputs; o++) {
      g[bias() + o] += dy[o];
      int row = straight() + o * inputs;
      axpy(dy[o], w, row, dx);
      add(dy[o], x, g, row);
      axpy(dy[o], w, last() + o * top.length, above);
      add(dy[o], top, g, last() + o * top.length);
    }
    for (int l = t.length - 1; l >= 0; l--) {
      for (int i = 0; i < above.length; i++) {
        above[i] *= 1 - t[l][i] * t[l][i];
      }
      add(1, above, g, layerBias(l));
      double[] below = l == 0 ? x : t[l - 1];
      double[] down = l == 0 ? dx : new double[below.length];
      for (int j = 0, at = layer(l); j < below.length; j++, at += above.length) {
        add(below[j], above, g, at);
        down[j] += dot(w, at, above);
      }
      above = down;
    }
    return dx;
  }

  private static void add(double factor, double[] x, double[] g, int at) {
    for (int i = 0; i < x.length; i++) {
      g[at + i] += factor * x[i];
    }
  }
}
