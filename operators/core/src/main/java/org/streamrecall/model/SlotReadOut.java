package org.streamrecall.model;

import org.streamrecall.attention.Recollection;
import org.streamrecall.measure.Exp;

/**
 * One small head shared by all slots of a context, so that a slot's number means nothing and a new
 * category needs no training:
 *
 * <pre>
 *   x_s     = [log o_1[s] .. log o_H[s], log(share of slot s in the memory), entropy_1 .. entropy_H]
 *   p       = softmax over the slots present of MLP(x_s)
 *   entropy_h = - sum_s o_h[s] log o_h[s]
 * </pre>
 */
final class SlotReadOut implements ReadOut {
  /** Below this share a slot counts as not recalled: it keeps the logarithm finite. */
  private static final double FLOOR = 1e-6;

  /** A slot with less than this part of the memory's mass is what rounding left of nothing. */
  private static final double PRESENT = 1e-12;

  private static final double UNSEEN_LOSS = -StrictMath.log(Double.MIN_NORMAL);

  private final double[] slotMass; // (contentDims) of the memory asked
  private int heads;
  private int[] slots; // the slots present
  private Recollection[] recalled;
  private double[] x; // (slots, inputs)
  private double[][] t; // (layers, slots, width)
  private double[] p; // (slots)

  SlotReadOut(double[] slotMass) {
    this.slotMass = slotMass;
  }

  static int inputs(int heads) {
    return 2 * heads + 1;
  }

  /** The straight path starts at the heads' mean log-share. */
  static void start(Weights weights) {
    for (int h = 0; h < weights.heads(); h++) {
      weights.values()[weights.mlp().straight() + h] = 1.0 / weights.heads();
    }
  }

  @Override
  public double[] forward(Weights weights, Head[] recalledBy, float[] tag, float[] inputs) {
    recalled = new Recollection[recalledBy.length];
    for (int h = 0; h < recalled.length; h++) {
      recalled[h] = recalledBy[h].recollection();
    }
    heads = recalled.length;
    double total = 0;
    for (double mass : slotMass) {
      total += Math.max(0, mass);
    }
    slots = present(PRESENT * total);
    Mlp mlp = weights.mlp();
    x = new double[slots.length * mlp.inputs()];
    t = mlp.room(slots.length);
    double[] logits = new double[slots.length];
    double[] entropy = entropies();
    for (int i = 0, at = 0; i < slots.length; i++, at += mlp.inputs()) {
      for (int h = 0; h < heads; h++) {
        x[at + h] = logShare(h, slots[i]);
        x[at + heads + 1 + h] = entropy[h];
      }
      x[at + heads] = StrictMath.log(slotMass[slots[i]] / total);
    }
    mlp.hidden(weights.values(), slots.length, x, t);
    mlp.output(weights.values(), slots.length, x, t, logits);
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit);
    }
    p = new double[slots.length];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Exp.exp(logits[i] - max);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }

  private double logShare(int head, int slot) {
    return StrictMath.log(Math.max(0, recalled[head].value()[slot]) + FLOOR);
  }

  private double[] entropies() {
    double[] entropy = new double[heads];
    for (int h = 0; h < heads; h++) {
      for (int slot : slots) {
        entropy[h] -= Math.max(0, recalled[h].value()[slot]) * logShare(h, slot);
      }
    }
    return entropy;
  }

  /** Slots are given in order of arrival, so those present are the first ones; gaps are kept. */
  private int[] present(double least) {
    int[] found = new int[slotMass.length];
    int n = 0;
    for (int s = 0; s < slotMass.length; s++) {
      if (slotMass[s] > least) {
        found[n++] = s;
      }
    }
    return java.util.Arrays.copyOf(found, n);
  }

  /** Probability by slot number up to the last slot present; a slot never seen has 0. */
  float[] bySlot() {
    float[] value = new float[slots.length == 0 ? 0 : slots[slots.length - 1] + 1];
    for (int i = 0; i < slots.length; i++) {
      value[slots[i]] = (float) p[i];
    }
    return value;
  }

  private int place(float[] target) {
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] == (int) target[0]) {
        return i;
      }
    }
    return -1;
  }

  /** Negative log-probability of the true slot, by the last pass. */
  double loss(float[] target) {
    int truth = place(target);
    return truth < 0 ? UNSEEN_LOSS : -StrictMath.log(Math.max(p[truth], Double.MIN_NORMAL));
  }

  /**
   * Carries the last pass's loss back, adding to the read-out's gradient.
   *
   * @return gradient by each head's value, (heads, contentDims)
   */
  double[][] backward(Weights weights, float[] target, Weights gradient) {
    int truth = place(target);
    double[][] dValue = new double[heads][slotMass.length];
    if (truth < 0) {
      return dValue; // no weights can recall what was never said
    }
    double[] dEntropy = new double[heads];
    double[] dLogit = p.clone();
    dLogit[truth] -= 1;
    Mlp mlp = weights.mlp();
    double[] w = weights.values();
    double[] dx = mlp.backward(w, mlp.turned(w), p.length, x, t, dLogit, gradient.values());
    for (int i = 0, at = 0; i < slots.length; i++, at += mlp.inputs()) {
      for (int h = 0; h < heads; h++) {
        dValue[h][slots[i]] = dx[at + h] / (recalled[h].value()[slots[i]] + FLOOR);
        dEntropy[h] += dx[at + heads + 1 + h];
      }
    }
    for (int h = 0; h < heads; h++) {
      for (int slot : slots) {
        double o = recalled[h].value()[slot];
        double byEntropy = -dEntropy[h] * (logShare(h, slot) + o / (o + FLOOR));
        dValue[h][slot] = o > 0 ? dValue[h][slot] + byEntropy : 0;
      }
    }
    return dValue;
  }
}
