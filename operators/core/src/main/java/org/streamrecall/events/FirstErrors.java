package org.streamrecall.events;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.streamrecall.model.NewKeys;

/**
 * How large the first errors of other keys were, and how much that says of a new one.
 *
 * <p>Errors of a key are taken for normal, their variance v_n for one that differs from key to key
 * as that of Student's distribution does: with m errors of others as good as n own ones,
 *
 * <pre>  v = (m v_n + sum of own squares) / (m + n)     error / sqrt(v) ~ t(m + n)</pre>
 */
public final class FirstErrors {
  /** The first number of errors of each class of them. */
  private static final int[] FROM = {0, 1, 2, 3, 4, 6, 9, 15};

  /** Errors of a key that are looked at. */
  static final int MOST = 32;

  private static final int FEWEST = 100; // errors of all keys together
  private static final double[] COUNTS = {0.5, 1, 2, 4, 8, 16, 32, 64};

  private final double others;
  private final double[] squares; // by classes

  private FirstErrors(double[] first) {
    others = first[0];
    squares = new double[FROM.length];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = first[1 + i] * first[1 + i];
    }
  }

  /** Those of a target; null where they were not measured. */
  static FirstErrors of(NewKeys keys, int target) {
    return keys == null || keys.firsts() == null ? null : new FirstErrors(keys.firsts()[target]);
  }

  private static int place(int n) {
    int place = Arrays.binarySearch(FROM, n);
    return place < 0 ? -place - 2 : place;
  }

  /** Errors that those of others count for. */
  double others() {
    return others;
  }

  /** Mean square of what the error after n is, by those n and by others. */
  double square(int n, double own) {
    return (others * squares[place(n)] + n * own) / (others + n);
  }

  /**
   * From the first errors of other keys, each key's in order.
   *
   * @return as {@link NewKeys#firsts} has it; null if they are too few
   */
  public static double[] measured(List<double[]> keys) {
    double[] sums = new double[FROM.length];
    long[] counts = new long[FROM.length];
    double all = 0;
    long errors = 0;
    for (double[] key : keys) {
      for (int n = 0; n < Math.min(MOST, key.length); n++) {
        sums[place(n)] += key[n] * key[n];
        counts[place(n)]++;
        all += key[n] * key[n];
        errors++;
      }
    }
    if (errors < FEWEST || !(all > 0)) {
      return null;
    }
    double[] first = new double[NewKeys.FIRSTS];
    for (int i = 0; i < sums.length; i++) { // few of a kind are drawn to all
      double mean = (sums[i] + FEWEST * all / errors) / (counts[i] + FEWEST);
      first[1 + i] = Math.sqrt(mean);
    }
    double best = Double.NEGATIVE_INFINITY;
    double count = COUNTS[0];
    for (double others : COUNTS) {
      first[0] = others;
      double likelihood = likelihood(new FirstErrors(first), keys);
      count = likelihood > best ? others : count;
      best = Math.max(best, likelihood);
    }
    first[0] = count;
    return first;
  }

  private static double likelihood(FirstErrors of, List<double[]> keys) {
    double sum = 0;
    TDistribution[] students = new TDistribution[MOST];
    Arrays.setAll(students, n -> new TDistribution(of.others + n));
    for (double[] key : keys) {
      double own = 0;
      for (int n = 0; n < Math.min(MOST, key.length); n++) {
        double scale = Math.sqrt(of.square(n, n == 0 ? 0 : own / n));
        sum += students[n].logDensity(key[n] / scale) - StrictMath.log(scale);
        own += key[n] * key[n];
      }
    }
    return sum;
  }
}
