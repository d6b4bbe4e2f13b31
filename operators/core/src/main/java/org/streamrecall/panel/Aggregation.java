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
 *   R_i = keep R_i - l_i (1 + eta_i l_i)     w_i ~ q_i eta_i exp(eta_i R_i)
 * </pre>
 *
 * with B the largest and V the sum of squares of l, faded alike. Gradients leave who is bad a
 * weight that falls no faster than with the number of outcomes, so each has a prior q besides: its
 * mean squared error lately, against the least, to the power -{@value #POWER}. What is foretold and
 * what came are within [-1, 1]. Who says nothing has no weight then, and learns nothing from it.
 *
 * <p>Where mean squared errors e_i were measured on others, they count for n outcomes, and as many
 * have been seen as rates are concerned: V_i = 4 n e_i min(e) at first, so that few outcomes do not
 * outweigh many. For how many is part of the state, so that whatever was measured later changes
 * nothing for a key that has begun.
 */
final class Aggregation {
  private static final int POWER = 4;

  /** Outcomes that weights remember. */
  private static final double MEMORY = 2000;

  /** Outcomes that mean errors remember, for each moment until one is known. */
  private static final double LATELY = 500;

  /** What a young memory did is soon past: the k-th outcome counts as k to this power, less one. */
  private static final double SOON = 3;

  /** The same of what is known later than at the next moment: errors are alike for longer. */
  private static final double LATER = 2;

  /** Outcomes that errors measured on others may count for; the first is of those that were not. */
  private static final int[] FIRST = {8, 4, 8, 16, 32, 64};

  /** Of a count as it is written: above are the bits of the place in FIRST. */
  private static final int COUNT_BITS = 13;

  private static final int COUNTED = (1 << COUNT_BITS) - 1;

  private static final double TINY = 1e-12;
  private static final double SMALL = 1e-9; // of squared places: below, errors are alike

  private final double[] usual; // (members), first errors of any key
  private final double[] first; // (members), of the next new key: no part of the state
  private int firstCounts; // a place in FIRST, of the next new key
  private final int members;
  private final double log;
  private final double lately;
  private final double soon;
  private final float[] regret;
  private final float[] square;
  private final float[] bound;
  private final float[] error;
  private final double[] weights;
  private int count;
  private int counts; // a place in FIRST

  /**
   * @param first mean squared errors before any outcome, of places: what is to be expected of who
   *     knows little
   * @param unit of them
   * @param ahead moments until an outcome is known, at least 1
   */
  Aggregation(double[] first, double unit, int ahead) {
    usual = Arrays.stream(first).map(error -> error * unit).toArray();
    this.first = usual.clone();
    members = first.length;
    lately = LATELY * ahead;
    soon = ahead > 1 ? LATER : SOON;
    log = StrictMath.log(members);
    regret = new float[members];
    square = new float[members];
    bound = new float[members];
    error = new float[members];
    weights = new double[members];
    clear();
  }

  static int bytes(int members) {
    return Short.BYTES + 4 * Float.BYTES * members;
  }

  /**
   * What the next new keys start from.
   *
   * @param errors outcomes that what follows counts for, then mean squared errors of places,
   *     (members); null, or counting for 0, for those of any key
   * @throws IllegalArgumentException if outcomes are none that can be counted for
   */
  void startFrom(double[] errors) {
    boolean measured = errors != null && errors[0] > 0;
    System.arraycopy(measured ? errors : usual, measured ? 1 : 0, first, 0, members);
    firstCounts = measured ? place(errors[0]) : 0;
  }

  private static int place(double outcomes) {
    for (int i = 1; i < FIRST.length; i++) {
      if (FIRST[i] == outcomes) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "first errors of heads count for "
            + outcomes
            + " outcomes, which is none of "
            + Arrays.toString(Arrays.copyOfRange(FIRST, 1, FIRST.length))
            + "; train anew");
  }

  void clear() {
    count = 0;
    counts = firstCounts;
    Arrays.fill(regret, 0);
    Arrays.fill(bound, 0);
    double least = Arrays.stream(first).min().orElse(0);
    for (int i = 0; i < members; i++) {
      error[i] = (float) first[i];
      square[i] = counts == 0 ? 0 : (float) (4 * FIRST[counts] * least * first[i]);
    }
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
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < first; i++) {
      if (!Double.isNaN(said[i])) {
        most = Math.max(most, rate(i) * regret[i]);
        least = Math.min(least, error[i]);
      }
    }
    Arrays.fill(weights, 0);
    double sum = 0;
    double together = 0;
    for (int i = 0; i < first; i++) {
      if (!Double.isNaN(said[i])) {
        double ratio = (least + SMALL) / (error[i] + SMALL);
        double square = ratio * ratio;
        double prior = square * square;
        weights[i] = prior * rate(i) * Exp.exp(rate(i) * regret[i] - most);
        sum += weights[i];
        together += weights[i] * said[i];
      }
    }
    for (int i = 0; i < first && sum > 0; i++) {
      weights[i] /= sum;
    }
    return sum > 0 ? together / sum : 0;
  }

  /** Takes in what came of what each has said. */
  void learn(double[] said, int first, double truth) {
    double together = together(said, first);
    count = (int) Math.min(MEMORY * soon, count + 1);
    double older = counts == 0 ? 0 : FIRST[counts] - 1;
    double keep = 1 - Math.max(1 / MEMORY, soon / (count + soon + older));
    double step = Math.max(1 / lately, soon / (count + soon + FIRST[counts] - 1));
    for (int i = 0; i < first; i++) {
      if (!Double.isNaN(said[i])) {
        double off = said[i] - truth;
        double loss = 2 * (together - truth) * (said[i] - together);
        error[i] = (float) (error[i] + step * (off * off - error[i]));
        bound[i] = (float) Math.max(bound[i] * keep, Math.abs(loss));
        square[i] = (float) (square[i] * keep + loss * loss);
        regret[i] = (float) (regret[i] * keep - loss * (1 + rate(i) * loss));
      }
    }
  }

  void put(ByteBuffer out) {
    out.putShort((short) (counts << COUNT_BITS | count));
    for (int i = 0; i < members; i++) {
      out.putFloat(regret[i]).putFloat(square[i]).putFloat(bound[i]).putFloat(error[i]);
    }
  }

  void get(ByteBuffer in) {
    int written = in.getShort() & 0xffff;
    count = written & COUNTED;
    counts = written >> COUNT_BITS;
    for (int i = 0; i < members; i++) {
      regret[i] = in.getFloat();
      square[i] = in.getFloat();
      bound[i] = in.getFloat();
      error[i] = in.getFloat();
    }
  }
}
