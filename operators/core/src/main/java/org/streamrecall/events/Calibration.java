package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.streamrecall.measure.Log;
import org.streamrecall.model.NewKeys;

/**
 * How large a key's errors have been, in units of the spread that was stated with each: which of
 * them are unusual. A histogram of log scores that forgets slowly, over a prior.
 *
 * <pre>  p(s) = (PRIOR t(s) + number of scores of at least s) / (PRIOR + number of scores)</pre>
 *
 * with t the {@link Tails} of the model that serves, which give way to Student's. p is the
 * conformal p-value of a score; 1 - p the surprise; and the score of which p is 0.1 bounds the
 * interval.
 */
final class Calibration {
  private static final int BUCKETS = Tails.BUCKETS;
  private static final int PER_OCTAVE = Tails.PER_OCTAVE;
  private static final int UNITS = 32; // of a score, when it comes
  private static final int FULL = 1000 * UNITS; // then all are halved

  /** From so many scores on, and up to so many, half are forgotten at each half doubling. */
  private static final int YOUNG = 32;

  private static final int GROWN = 512;

  /** Scores after which nothing is left of the model's tails. */
  private static final int NEW = 128;

  private static final double PRIOR = 24 * UNITS;
  private static final double LN_2 = StrictMath.log(2);
  private static final double[] EDGES = new double[BUCKETS + 1]; // scores

  static final int BYTES = 2 * BUCKETS + 2;

  static {
    for (int i = 0; i <= BUCKETS; i++) {
      EDGES[i] = Tails.edge(i);
    }
  }

  /** The model's: no part of the state. */
  Tails prior;

  private final double unit;
  private final double[] student; // tails
  private final int[] counts = new int[BUCKETS];
  private int total;
  private int seen; // scores, up to one more than GROWN

  Calibration() {
    this(1);
  }

  /**
   * @param unit of Student's distribution: scores are so many times smaller
   */
  Calibration(double unit) {
    this.unit = unit;
    prior = Tails.student(unit);
    student = prior.at();
  }

  /** Those that a model carries for a target, else Student's. */
  void startFrom(NewKeys keys, int target) {
    prior = new Tails(keys == null ? student : keys.tails()[target]);
  }

  /**
   * What new keys have shown counts for a new key only: lines of few tokens err in their own way.
   */
  private double tail(int i) {
    double usual = student[i];
    return seen >= NEW ? usual : usual + (1 - (double) seen / NEW) * (prior.at()[i] - usual);
  }

  /** Where a score stands: its bucket and how far in it, 0 to BUCKETS. */
  private static double place(double score) {
    double place = PER_OCTAVE * Log.log(Math.max(score, Double.MIN_NORMAL)) / LN_2 + BUCKETS / 2;
    return Math.max(0, Math.min(BUCKETS, place));
  }

  /** The p-value of a score of at least 0: how often one as large or larger is to be expected. */
  double p(double score) {
    double place = place(score);
    int bucket = (int) Math.min(BUCKETS - 1, place);
    double beyond = bucket + 1 - place; // part of the bucket
    double above = counts[bucket] * beyond;
    for (int i = bucket + 1; i < BUCKETS; i++) {
      above += counts[i];
    }
    double expected = tail(bucket + 1) + (tail(bucket) - tail(bucket + 1)) * beyond;
    if (place == 0) {
      expected = 1;
    } else if (place == BUCKETS) {
      expected = Tails.studentTail(score * unit) * (tail(BUCKETS) / student[BUCKETS]);
    }
    return (PRIOR * expected + above) / (PRIOR + total);
  }

  /** The score of which the p-value is this. */
  double quantile(double p) {
    double wanted = p * (PRIOR + total);
    double above = 0;
    double upper = PRIOR * tail(BUCKETS);
    for (int i = BUCKETS - 1; i >= 0; i--) {
      above += counts[i];
      double lower = PRIOR * tail(i) + above;
      if (lower >= wanted) {
        double part = Math.max(0, (lower - wanted) / (lower - upper));
        return EDGES[i] * StrictMath.exp(part * LN_2 / PER_OCTAVE);
      }
      upper = lower;
    }
    return EDGES[0];
  }

  void add(double score) {
    counts[(int) Math.min(BUCKETS - 1, place(score))] += UNITS;
    total += UNITS;
    seen = Math.min(GROWN + 1, seen + 1);
    if (total >= FULL || isHalfDoubled(seen)) {
      total = 0;
      for (int i = 0; i < BUCKETS; i++) {
        counts[i] /= 2;
        total += counts[i];
      }
    }
  }

  /** Of 32, 48, 64, 96, 128 and so on. */
  private static boolean isHalfDoubled(int seen) {
    int power = Integer.highestOneBit(seen);
    return seen >= YOUNG && seen <= GROWN && (seen == power || seen == power + power / 2);
  }

  void clear() {
    java.util.Arrays.fill(counts, 0);
    total = 0;
    seen = 0;
  }

  void put(ByteBuffer out) {
    out.putShort((short) seen);
    for (int count : counts) {
      out.putShort((short) count);
    }
  }

  void get(ByteBuffer in) {
    seen = in.getShort();
    total = 0;
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] = in.getShort() & 0xffff;
      total += counts[i];
    }
  }
}
