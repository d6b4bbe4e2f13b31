package org.streamrecall.model;

import org.streamrecall.attention.Recollection;

/** yhat = MLP([o_1..o_H; v_x; u]), in the target's standard units. */
final class NumberReadOut implements ReadOut {
  private final double[] targetMean; // (target)
  private final double[] targetScale; // (target)
  private final int contentDims;
  private int heads;
  private double[] x;
  private double[] t;
  private double[] y;

  NumberReadOut(int contentDims, double[] targetMean, double[] targetScale) {
    this.contentDims = contentDims;
    this.targetMean = targetMean;
    this.targetScale = targetScale;
  }

  /** The straight path starts at the first head's recalled content where sizes allow. */
  static void start(Weights weights, int contentDims, int target) {
    Mlp mlp = weights.mlp();
    if (contentDims == target) {
      for (int i = 0; i < target; i++) {
        weights.values()[mlp.straight() + i * mlp.inputs() + i] = 1;
      }
    }
  }

  @Override
  public double[] forward(Weights weights, Recollection[] recalled, float[] tag, float[] inputs) {
    Mlp mlp = weights.mlp();
    heads = recalled.length;
    x = new double[mlp.inputs()];
    int at = 0;
    for (Recollection o : recalled) {
      System.arraycopy(o.value(), 0, x, at, contentDims);
      at += contentDims;
    }
    for (float v : tag) {
      x[at++] = v;
    }
    for (float u : inputs) {
      x[at++] = u;
    }
    t = mlp.hidden(weights.values(), x);
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
    double[][] dValue = new double[heads][contentDims];
    for (int h = 0; h < heads; h++) {
      System.arraycopy(dx, h * contentDims, dValue[h], 0, contentDims);
    }
    return new Backward(loss(target), dValue);
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
