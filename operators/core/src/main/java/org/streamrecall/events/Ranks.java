package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.streamrecall.measure.Log;

/**
 * How often scores have reached each size: a histogram of their logarithms that halves when it is
 * full, so that what is old counts less and less.
 */
final class Ranks {
  private static final int UNITS = 32; // of a score, when it comes
  private static final double LN_2 = StrictMath.log(2);

  private final double lowest; // score; what is less stands in the first bucket
  private final int perOctave;
  private final int full;
  private final int[] counts;
  private int total;

  /**
   * @param lowest score that is told from less
   * @param perOctave buckets of twice the score
   * @param buckets so many; what is beyond them stands in the last
   * @param most scores that are remembered, at most 2000
   */
  Ranks(double lowest, int perOctave, int buckets, int most) {
    this.lowest = lowest;
    this.perOctave = perOctave;
    full = most * UNITS;
    counts = new int[buckets];
  }

  /** Of so many buckets. */
  static int bytes(int buckets) {
    return Short.BYTES * buckets;
  }

  /** Scores that are remembered, or what is left of them. */
  double total() {
    return (double) total / UNITS;
  }

  /** Of the scores that are remembered so many are at least as large, as far as buckets tell. */
  double above(double score) {
    double place = place(score);
    int bucket = (int) Math.min(counts.length - 1, place);
    boolean last = bucket == counts.length - 1; // in which nothing is told apart
    double above = counts[bucket] * (last ? 1 : bucket + 1 - place);
    for (int i = bucket + 1; i < counts.length; i++) {
      above += counts[i];
    }
    return above / UNITS;
  }

  private double place(double score) {
    double octaves = Log.log(Math.max(score / lowest, Double.MIN_NORMAL)) / LN_2;
    return Math.max(0, Math.min(counts.length, perOctave * octaves));
  }

  void add(double score) {
    counts[(int) Math.min(counts.length - 1, place(score))] += UNITS;
    total += UNITS;
    if (total >= full) {
      total = 0;
      for (int i = 0; i < counts.length; i++) {
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
    for (int i = 0; i < counts.length; i++) {
      counts[i] = in.getShort() & 0xffff;
      total += counts[i];
    }
  }
}
