package org.streamrecall.events;

import java.util.List;
import org.streamrecall.model.NewKeys;
import org.streamrecall.panel.Panel;

/** How far off each head was of what a young key brought, of one target. */
public final class HeadErrors {
  /** Outcomes of a key that are looked at. */
  static final int MOST = 32;

  private static final int FEWEST = 100; // outcomes of all keys together

  private final double[] sums = new double[NewKeys.HEADS - 1];
  private final int[] counts = new int[NewKeys.HEADS - 1];
  private int outcomes;

  /** What any new key expects, as {@link #measured} has it. */
  public static double[] usual() {
    double[] usual = Panel.usualErrors();
    double[] all = new double[NewKeys.HEADS];
    System.arraycopy(usual, 0, all, 1, usual.length);
    return all;
  }

  /**
   * @param errors as {@link HeadWatch} has them
   */
  public void add(double[] errors) {
    if (outcomes++ < MOST) {
      for (int h = 0; h < errors.length; h++) {
        sums[h] += Double.isNaN(errors[h]) ? 0 : errors[h];
        counts[h] += Double.isNaN(errors[h]) ? 0 : 1;
      }
    }
  }

  /**
   * What new keys are to expect of heads. Who said too little is as much worse or better than usual
   * as the others are.
   *
   * @param keys that were young
   * @param outcomes that this counts for
   * @return as {@link NewKeys#heads} has it; null if outcomes were too few
   */
  public static double[] measured(List<HeadErrors> keys, int outcomes) {
    double[] usual = Panel.usualErrors();
    double[] measured = new double[NewKeys.HEADS];
    measured[0] = outcomes;
    double known = 0;
    double unknown = 0;
    for (int h = 0; h < usual.length; h++) {
      double sum = 0;
      int count = 0;
      for (HeadErrors key : keys) {
        sum += key.sums[h];
        count += key.counts[h];
      }
      if (count >= FEWEST && sum > 0) {
        measured[1 + h] = sum / count;
        known += measured[1 + h];
        unknown += usual[h];
      }
    }
    for (int h = 0; h < usual.length && known > 0; h++) {
      measured[1 + h] = measured[1 + h] > 0 ? measured[1 + h] : usual[h] * known / unknown;
    }
    return known > 0 ? measured : null;
  }
}
