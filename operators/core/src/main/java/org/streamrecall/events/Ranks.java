package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.streamrecall.measure.Log;

/**
 * How often scores have reached each size: a histogram of their logarithms, three buckets an
 * octave, that halves when it is full, so that what is old counts less and less.
 */
final class Ranks {
  private static final int BUCKETS = Tails.BUCKETS;
  private static final int UNITS = 32; // of a score, when it comes
  private static final double LN_2 = StrictMath.log(2);

  static final int BYTES = Short.BYTES * BUCKETS;

  private final double middle; // score of the middle bucket
  private final int full;
  private final int[] counts = new int[BUCKETS];
  private int total;

  /**
   * @param middle score that has as many buckets above as below; what is 40 times as large or as
   *     small stands in the last ones
   * @param most scores that are remembered, at most 2000
   */
  Ranks(double middle, int most) {
    this.middle = middle;
    full = most * UNITS;
  }

  /** Scores that are remembered, or what is left of them. */
  double total() {
    return (double) total / UNITS;
  }

  /** Of the scores that are remembered so many are at least as large, as far as buckets tell. */
  double above(double score) {
    double place = place(score);
    int bucket = (int) Math.min(BUCKETS - 1, place);
    double above = counts[bucket] * (bucket + 1 - place);
    for (int i = bucket + 1; i < BUCKETS; i++) {
      above += counts[i];
    }
    return above / UNITS;
  }

  private double place(double score) {
    double octaves = Log.log(Math.max(score / middle, Double.MIN_NORMAL)) / LN_2;
    return Math.max(0, Math.min(BUCKETS, Tails.PER_OCTAVE * octaves + BUCKETS / 2));
  }

  void add(double score) {
    counts[(int) Math.min(BUCKETS - 1, place(score))] += UNITS;
    total += UNITS;
    if (total >= full) {
      total = 0;
      for (int i = 0; i < BUCKETS; i++) {
        counts[i] /= 2;
        total += counts[i];
      }
    }
  }

  void clear() {
    Arrays.fill(counts, 0);
    total = 0;
  }

  void put(ByteBuffer out) {
    for (int count : counts) {
      out.putShort((short) count);
    }
  }

  void get(ByteBuffer in) {
    total = 0;
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] = in.getShort() & 0xffff;
      total += counts[i];
    }
  }
}
