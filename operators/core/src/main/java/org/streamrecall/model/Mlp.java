package org.streamrecall.model;

import org.apache.commons.math3.random.RandomGenerator;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Product;
import org.streamrecall.measure.Product.Matrix;

/**
 * The read-out y = A x + b + V t, hidden layers beside a straight path:
 *
 * <pre>  t = t_n,  t_l = tanh(U_l' t_(l-1) + c_l),  t_0 = x</pre>
 *
 * It reads its numbers from a place in a flat array of weights. V at zero leaves the straight path
 * alone, so that before training the answer is what was recalled. Several inputs go through at
 * once, one a row.
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

  /** Room for the hidden layers of so many rows, (layers, rows, width): zeros. */
  double[][] room(int rows) {
    double[][] t = new double[widths.length][];
    for (int l = 0; l < t.length; l++) {
      t[l] = new double[rows * widths[l]];
    }
    return t;
  }

  /**
   * The hidden layers.
   *
   * @param x (rows, inputs)
   * @param t (layers, rows, width) afterwards
   */
  void hidden(double[] w, int rows, double[] x, double[][] t) {
    double[] below = x;
    for (int l = 0; l < t.length; l++) {
      int width = widths[l];
      for (int r = 0; r < rows; r++) {
        System.arraycopy(w, layerBias(l), t[l], r * width, width);
      }
      Product.add(
          rows,
          entering(l),
          width,
          Matrix.of(below, 0, entering(l)),
          Matrix.of(w, layer(l), width),
          Matrix.of(t[l], 0, width));
      tanh(t[l], rows * width);
      below = t[l];
    }
  }

  private static void tanh(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = 2 * Math.max(-SATURATED, Math.min(SATURATED, x[i]));
    }
    Exp.exp(x, n);
    for (int i = 0; i < n; i++) {
      x[i] = 1 - 2 / (x[i] + 1);
    }
  }

  /**
   * y, from x and its hidden layers.
   *
   * @param y (rows, outputs) afterwards
   */
  void output(double[] w, int rows, double[] x, double[][] t, double[] y) {
    double[] top = t[t.length - 1];
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < outputs; o++) {
        y[r * outputs + o] =
            w[bias() + o]
                + dot(w, straight() + o * inputs, x, r * inputs, inputs)
                + dot(w, last() + o * lastWidth(), top, r * lastWidth(), lastWidth());
      }
    }
  }

  /** Four sums side by side, in an order of their own that is the same everywhere. */
  private static double dot(double[] w, int at, double[] x, int from, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += w[at + i] * x[from + i];
      s1 += w[at + i + 1] * x[from + i + 1];
      s2 += w[at + i + 2] * x[from + i + 2];
      s3 += w[at + i + 3] * x[from + i + 3];
    }
    for (; i < n; i++) {
      s0 += w[at + i] * x[from + i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** U_l of each layer, turned: what {@link #backward} goes down by. */
  double[][] turned(double[] w) {
    double[][] turned = new double[widths.length][];
    for (int l = 0; l < turned.length; l++) {
      int width = widths[l];
      turned[l] = new double[entering(l) * width];
      for (int j = 0, at = layer(l); j < entering(l); j++) {
        for (int i = 0; i < width; i++) {
          turned[l][i * entering(l) + j] = w[at++];
        }
      }
    }
    return turned;
  }

  /**
   * Carries dy back.
   *
   * @param turned of w, see {@link #turned}
   * @param t the hidden layers of x
   * @param dy (rows, outputs)
   * @param g gradient by the weights, added to
   * @return gradient by x, (rows, inputs)
   */
  double[] backward(
      double[] w, double[][] turned, int rows, double[] x, double[][] t, double[] dy, double[] g) {
    double[] dx = new double[rows * inputs];
    double[] above = new double[rows * lastWidth()]; // by the last layer
    Matrix out = Matrix.of(dy, 0, outputs);
    Matrix in = Matrix.of(x, 0, inputs);
    Matrix top = Matrix.of(t[t.length - 1], 0, lastWidth());
    sum(dy, rows, outputs, g, bias());
    Product.add(
        rows, outputs, inputs, out, Matrix.of(w, straight(), inputs), Matrix.of(dx, 0, inputs));
    Product.add(outputs, rows, inputs, out.turned(), in, Matrix.of(g, straight(), inputs));
    Product.add(
        rows,
        outputs,
        lastWidth(),
        out,
        Matrix.of(w, last(), lastWidth()),
        Matrix.of(above, 0, lastWidth()));
    Product.add(outputs, rows, lastWidth(), out.turned(), top, Matrix.of(g, last(), lastWidth()));
    for (int l = t.length - 1; l >= 0; l--) {
      int width = widths[l];
      for (int i = 0; i < rows * width; i++) {
        above[i] *= 1 - t[l][i] * t[l][i];
      }
      sum(above, rows, width, g, layerBias(l));
      int entering = entering(l);
      Matrix below = l == 0 ? in : Matrix.of(t[l - 1], 0, entering);
      double[] down = l == 0 ? dx : new double[rows * entering];
      Matrix here = Matrix.of(above, 0, width);
      Product.add(entering, rows, width, below.turned(), here, Matrix.of(g, layer(l), width));
      Product.add(
          rows,
          width,
          entering,
          here,
          Matrix.of(turned[l], 0, entering),
          Matrix.of(down, 0, entering));
      above = down;
    }
    return dx;
  }

  /** g += the sum of the rows. */
  private static void sum(double[] x, int rows, int columns, double[] g, int at) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < columns; i++) {
        g[at + i] += x[r * columns + i];
      }
    }
  }
}
