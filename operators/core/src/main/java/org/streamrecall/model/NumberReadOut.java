package org.streamrecall.model;

/**
 * yhat = MLP([o_1..o_H; r_1..r_H; v_x; u]), in the target's standard units; r if it regresses, and
 * v_x if it reads the tag. A read-out that does not see the tag cannot learn contexts by heart.
 */
final class NumberReadOut implements ReadOut {
  private final double[] targetMean; // (target)
  private final double[] targetScale; // (target)
  private final InputUnits units; // or null: inputs as they are
  private final int contentDims; // that are read: a measure may hold more, in training
  private final boolean regresses;
  private final boolean straight;
  private int heads;
  private int held; // content numbers of the measure, of which the first are read
  private double[] x;
  private double[][] t;
  private double[] y;

  /**
   * @param straight whether to leave out the hidden layers, because nothing reads them: never to
   *     train
   */
  NumberReadOut(Network network, boolean straight) {
    Fields fields = network.schema().fields();
    this.straight = straight;
    this.contentDims = network.schema().lift().dims();
    this.regresses = fields.readOut() == ReadOutKind.REGRESS;
    this.targetMean = network.targetMean();
    this.targetScale = network.targetScale();
    this.units = network.units();
  }

  /** The straight path starts at what the first head recalled where sizes allow: r, else o. */
  static void start(Weights weights, Schema schema) {
    Mlp mlp = weights.mlp();
    Fields fields = schema.fields();
    int from = schema.regresses() ? weights.heads() * schema.lift().dims() : 0;
    if (fields.content() == fields.target() && schema.keepsNumbers()) {
      for (int i = 0; i < fields.target(); i++) {
        weights.values()[mlp.straight() + i * mlp.inputs() + from + i] = 1;
      }
    }
  }

  /** What the read-out reads, before any units, (inputs). */
  double[] inputs(Mlp mlp, Head[] recalled, float[] tag, float[] inputs) {
    heads = recalled.length;
    held = recalled[0].recollection().value().length;
    double[] read = new double[mlp.inputs()];
    int at = 0;
    for (Head head : recalled) {
      System.arraycopy(head.recollection().value(), 0, read, at, contentDims);
      at += contentDims;
    }
    for (int h = 0; regresses && h < heads; h++) {
      System.arraycopy(recalled[h].regression().value(), 0, read, at, contentDims);
      at += contentDims;
    }
    if (at + inputs.length < read.length) {
      for (float v : tag) {
        read[at++] = v;
      }
    }
    for (float u : inputs) {
      read[at++] = u;
    }
    return read;
  }

  @Override
  public double[] forward(Weights weights, Head[] recalled, float[] tag, float[] inputs) {
    Mlp mlp = weights.mlp();
    x = inputs(mlp, recalled, tag, inputs);
    if (units != null) {
      units.apply(x);
    }
    t = straight ? mlp.none() : mlp.hidden(weights.values(), x);
    y = mlp.output(weights.values(), x, t);
    return y;
  }

  @Override
  public Backward backward(Weights weights, float[] target, Weights gradient) {
    double[] dy = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      dy[i] = residual(i, target);
    }
    double[] dx = weights.mlp().backward(weights.values(), x, t, dy, gradient.values());
    if (units != null) {
      units.back(dx);
    }
    double[][] dValue = slices(dx, 0);
    return new Backward(
        loss(target), dValue, regresses ? slices(dx, heads * contentDims) : new double[0][]);
  }

  private double[][] slices(double[] dx, int from) {
    double[][] slices = new double[heads][held];
    for (int h = 0; h < heads; h++) {
      System.arraycopy(dx, from + h * contentDims, slices[h], 0, contentDims);
    }
    return slices;
  }

  @Override
  public double loss(float[] target) {
    double loss = 0;
    for (int i = 0; i < y.length; i++) {
      loss += residual(i, target) * residual(i, target) / 2;
    }
    return loss;
  }

  private double residual(int i, float[] target) {
    return y[i] - (target[i] - targetMean[i]) / targetScale[i];
  }

  /** Back to the user's units. */
  float[] inUnits(double[] standard) {
    float[] value = new float[standard.length];
    for (int i = 0; i < value.length; i++) {
      value[i] = (float) (targetMean[i] + targetScale[i] * standard[i]);
    }
    return value;
  }
}
