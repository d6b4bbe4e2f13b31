package org.streamrecall.events;

import org.streamrecall.model.NewKeys;

/**
 * How often errors reach each size before a key has shown its own: what {@link Calibration} starts
 * from. A size is an error over the spread that was stated with it, for a category {@code -log} of
 * its probability.
 *
 * @param at how often a score of at least {@link #edge}(i) is to be expected, falling
 */
public record Tails(double[] at) {
  static final int BUCKETS = NewKeys.TAILS - 1;
  static final int PER_OCTAVE = 3;

  /** Of Student's distribution of 4 degrees, two-sided. */
  public static final Tails STUDENT = student(1);

  /** Scores that Student's tails count for beside those that were measured. */
  private static final double WEIGHT = 24;

  /** Fewer say too little of a tenth. */
  private static final int FEWEST = 100;

  static double edge(int i) {
    return StrictMath.pow(2, (double) (i - BUCKETS / 2) / PER_OCTAVE);
  }

  /** The same, of scores that are so many times smaller. */
  static Tails student(double unit) {
    double[] at = new double[BUCKETS + 1];
    for (int i = 0; i <= BUCKETS; i++) {
      at[i] = studentTail(unit * edge(i));
    }
    return new Tails(at);
  }

  /** P(|t| >= s) for 4 degrees of freedom. */
  static double studentTail(double s) {
    double r = 1 + s * s / 4;
    return 1 - 0.75 * s / Math.sqrt(r) * (1 - s * s / (12 * r));
  }

  /** From scores of other keys; null if they are too few. */
  public static double[] measured(double[] scores) {
    if (scores.length < FEWEST) {
      return null;
    }
    double[] at = new double[BUCKETS + 1];
    for (int i = 0; i <= BUCKETS; i++) {
      long reached = 0;
      for (double score : scores) {
        reached += score >= edge(i) ? 1 : 0;
      }
      at[i] = (reached + WEIGHT * STUDENT.at[i]) / (scores.length + WEIGHT);
    }
    return at;
  }
}
