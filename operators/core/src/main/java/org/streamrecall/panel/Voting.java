package org.streamrecall.panel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Log;

/**
 * Bayes' mixture of what several say of which label comes, by their log losses so far, which fade.
 *
 * <pre>  w_i ~ exp(-L_i)     L_i = keep L_i + min(-log p_i(truth), {@value #WORST})</pre>
 *
 * Log loss is exp-concave: without fading the mixture loses at most the log of their number more
 * than the best of them. Who says nothing has no weight then, and is held to have lost as much as
 * the mixture.
 */
final class Voting {
  /** Outcomes that weights remember. */
  private static final double MEMORY = 100;

  private static final double KEEP = 1 - 1 / MEMORY;
  private static final double WORST = 8;

  /** What all but the last one have lost beside what they have lost by what they said. */
  private static final double DOUBT = 2.5;

  private final float[] losses; // (members)
  private final double[] weights; // (members)

  Voting(int members) {
    losses = new float[members];
    weights = new double[members];
  }

  static int bytes(int members) {
    return Float.BYTES * members;
  }

  void clear() {
    Arrays.fill(losses, 0);
  }

  private double lost(int i) {
    return losses[i] + (i < losses.length - 1 ? DOUBT : 0);
  }

  /** Of the last {@link #together}, (members). */
  double[] weights() {
    return weights;
  }

  /**
   * @param said (members, labels) probabilities; the first is NaN of who says nothing
   * @param out (labels) what is made of them, all 0 if nobody says anything
   */
  void together(double[][] said, double[] out) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < losses.length; i++) {
      least = Double.isNaN(said[i][0]) ? least : Math.min(least, lost(i));
    }
    Arrays.fill(weights, 0);
    Arrays.fill(out, 0);
    double sum = 0;
    for (int i = 0; i < losses.length; i++) {
      if (!Double.isNaN(said[i][0])) {
        weights[i] = Exp.exp(least - lost(i));
        sum += weights[i];
      }
    }
    for (int i = 0; i < losses.length && sum > 0; i++) {
      weights[i] /= sum;
      for (int l = 0; l < out.length && weights[i] > 0; l++) {
        out[l] += weights[i] * said[i][l];
      }
    }
  }

  /**
   * Takes in what came of what each has said.
   *
   * @param of what each has given to the truth, (members), NaN for nothing
   * @param together what the mixture has
   */
  void learn(double[] of, double together) {
    double mixed = loss(together);
    for (int i = 0; i < losses.length; i++) {
      losses[i] = (float) (KEEP * losses[i] + (Double.isNaN(of[i]) ? mixed : loss(of[i])) - mixed);
    }
  }

  private static double loss(double p) {
    return p > 0 ? Math.min(WORST, -Log.log(p)) : WORST;
  }

  void put(ByteBuffer out) {
    for (float loss : losses) {
      out.putFloat(loss);
    }
  }

  void get(ByteBuffer in) {
    for (int i = 0; i < losses.length; i++) {
      losses[i] = in.getFloat();
    }
  }
}
