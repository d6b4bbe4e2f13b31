package org.streamrecall.panel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.streamrecall.measure.Exp;

/**
 * Bernstein online aggregation (Wintenberger 2017): convex weights over what several foretell, by
 * the gradient of their squared loss, with rates that adapt to each and a memory that fades.
 *
 * <pre>
 *   l_i = 2 (p - y) (f_i - p)      eta_i = min(1 / (2 B_i), sqrt(log m / V_i))
 *   R_i = keep R_i - l_i (1 + eta_i l_i)     w_i ~ eta_i exp(eta_i R_i)
 * </pre>
 *
 * with B the largest and V the sum of squares of l, faded alike. What is foretold and what came are
 * within [-1, 1]. Who says nothing has no weight then, and learns nothing from it.
 */
final class Aggregation {
  /** Outcomes that are remembered. */
  private static final double KEEP = 1 - 1.0 / 2000;

  private static final double TINY = 1e-12;

  private final int members;
  private final double log;
  private final float[] regret;
  private final float[] square;
  private final float[] bound;
  private final double[] weights;

  Aggregation(int members) {
    this.members = members;
    log = StrictMath.log(members);
    regret = new float[members];
    square = new float[members];
    bound = new float[members];
    weights = new double[members];
  }

  static int bytes(int members) {
    return 3 * Float.BYTES * members;
  }

  void clear() {
    Arrays.fill(regret, 0);
    Arrays.fill(square, 0);
    Arrays.fill(bound, 0);
  }

  private double rate(int i) {
    double most = 0.5 / Math.max(bound[i], TINY);
    return Math.min(most, Math.sqrt(log / Math.max(square[i], TINY)));
  }

  /** Of the last {@link #together}, (members). */
  double[] weights() {
    return weights;
  }

  /**
   * What is made of what each says.
   *
   * @param said (at least members), NaN for nothing
   * @param first of the members, how many count
   * @return 0 if nobody says anything
   */
  double together(double[] said, int first) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < first; i++) {
      if (!Double.isNaN(said[i])) {
        most = Math.max(most, rate(i) * regret[i]);
      }
    }
    double sum = 0;
    double together = 0;
    for (int i = 0; i < members; i++) {
      boolean counts = i < first && !Double.isNaN(said[i]);
      weights[i] = counts ? rate(i) * Exp.exp(rate(i) * regret[i] - most) : 0;
      sum += weights[i];
      together += counts ? weights[i] * said[i] : 0;
    }
    for (int i = 0; i < members && sum > 0; i++) {
      weights[i] /= sum;
    }
    return sum > 0 ? together / sum : 0;
  }

  /** Takes in what came of what each has said. */
  void learn(double[] said, int first, double truth) {
    double together = together(said, first);
    for (int i = 0; i < first; i++) {
      if (!Double.isNaN(said[i])) {
        double loss = 2 * (together - truth) * (said[i] - together);
        bound[i] = (float) Math.max(bound[i] * KEEP, Math.abs(loss));
        square[i] = (float) (square[i] * KEEP + loss * loss);
        regret[i] = (float) (regret[i] * KEEP - loss * (1 + rate(i) * loss));
      }
    }
  }

  void put(ByteBuffer out) {
    for (int i = 0; i < members; i++) {
      out.putFloat(regret[i]).putFloat(square[i]).putFloat(bound[i]);
    }
  }

  void get(ByteBuffer in) {
    for (int i = 0; i < members; i++) {
      regret[i] = in.getFloat();
      square[i] = in.getFloat();
      bound[i] = in.getFloat();
    }
  }
}
