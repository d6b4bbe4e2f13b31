package org.streamrecall.model;

/**
 * yhat = MLP([o_1..o_H; r_1..r_H; v_x; u]), in the target's standard units; r if it regresses, and
 * v_x if it reads the tag. A read-out that does not see the tag cannot learn contexts by heart.
 * {@link Pass} trains it.
 */
final class NumberReadOut implements ReadOut {
  private final double[] targetMean; // (target)
  private final double[] targetScale; // (target)
  private final Schema schema;
  private final boolean straight;

  /**
   * @param straight whether to leave out the hidden layers, because nothing reads them: never to
   *     train
   */
  NumberReadOut(Network network, boolean straight) {
    this.schema = network.schema();
    this.straight = straight;
    this.targetMean = network.targetMean();
    this.targetScale = network.targetScale();
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
    double[] x = new double[mlp.inputs()];
    read(schema, recalled, tag, inputs, x, 0, x.length);
    return x;
  }

  /** Writes the same as a row of so many numbers. */
  static void read(
      Schema schema,
      Head[] recalled,
      float[] tag,
      float[] inputs,
      double[] x,
      int from,
      int count) {
    int contentDims = schema.lift().dims();
    int at = from;
    for (Head head : recalled) {
      System.arraycopy(head.recollection().value(), 0, x, at, contentDims);
      at += contentDims;
    }
    for (int h = 0; schema.regresses() && h < recalled.length; h++) {
      System.arraycopy(recalled[h].regression().value(), 0, x, at, contentDims);
      at += contentDims;
    }
    readQuery(tag, inputs, x, at, from + count);
  }

  /** Writes the last numbers of a row: the tag, if there is room for it, and the inputs. */
  static void readQuery(float[] tag, float[] inputs, double[] x, int from, int end) {
    int at = from;
    if (at + inputs.length < end) {
      for (float v : tag) {
        x[at++] = v;
      }
    }
    for (float u : inputs) {
      x[at++] = u;
    }
  }

  @Override
  public double[] forward(Weights weights, Head[] recalled, float[] tag, float[] inputs) {
    Mlp mlp = weights.mlp();
    double[] x = inputs(mlp, recalled, tag, inputs);
    double[][] t = mlp.room(1);
    if (!straight) {
      mlp.hidden(weights.values(), 1, x, t);
    }
    double[] y = new double[mlp.outputs()];
    mlp.output(weights.values(), 1, x, t, y);
    return y;
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
