package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Log;

/**
 * How long a key is quiet between two events, in time that is rescaled by its {@link Rhythm}: how
 * often a gap has been so many times what nine in ten are within, and the longest of late.
 *
 * <ol>
 *   <li>Only times of events count: gaps of none, or back in time, do not.
 *   <li>After {@link #bound} an event is due: ordinary gaps are longer at most as often as the rule
 *       says, none of late was as long, and it is never less than {@value #LEAST} times the usual.
 *   <li>One gap, however long, makes it at most {@value #CLIP} times {@value #MARGIN} as long; one
 *       that ends at the hour of another of late is believed: it may come every week.
 *   <li>Old gaps count less and less, and are forgotten in the end.
 * </ol>
 */
final class Gaps {
  /** A time that never comes. */
  static final long NEVER = Long.MAX_VALUE;

  /** The longest that anything is waited for, ten years in milliseconds. */
  static final long LONGEST = 3652L * 24 * Rhythm.HOUR;

  /** Gaps below which nothing is said. */
  static final int FEWEST = 16;

  /** Part of the gaps that are usual. */
  private static final double USUAL = 0.9;

  private static final double LEAST = 2.5;
  private static final double MARGIN = 1.5; // over the longest of late
  private static final double CLIP = 2;

  /** The logarithm of what is usual moves by so much of a gap, and by 1/n of the n-th. */
  private static final double STEP = 0.05;

  private static final int PER_OCTAVE = 3;
  private static final int BUCKETS = 20; // up to a hundred times the usual
  private static final int MOST = 2000; // gaps that are remembered
  private static final double FINER = StrictMath.pow(2, 0.5 / PER_OCTAVE);
  private static final double FARTHEST = StrictMath.pow(2, (double) BUCKETS / PER_OCTAVE);
  private static final double LN_2 = StrictMath.log(2);

  /** Time after which the longest gap of late counts half: two weeks, of a young key less. */
  private static final double HALF_LIFE = 14.0 * 24 * Rhythm.HOUR;

  private static final long MINUTE = 60_000;
  private static final int OF_HOUR = 60;
  private static final int OF_DAY = 24 * OF_HOUR;

  /** By this rate it is told what is far: the same for every rule. */
  private static final double RATE = AlarmRule.DEFAULTS.falseAlarms();

  static final int BYTES =
      Rhythm.BYTES + Short.BYTES + 3 * Float.BYTES + Integer.BYTES + Ranks.bytes(BUCKETS);

  private final Rhythm rhythm = new Rhythm();
  private int gaps;
  private float usual; // logarithm of rescaled milliseconds
  private float longest; // of late that is believed, rescaled milliseconds
  private float doubted; // the longest that was far
  private int ended; // when that one did, in minutes
  private final Ranks ranks = new Ranks(1, PER_OCTAVE, BUCKETS, MOST);

  /** A key's first event, or one that is no later than the last. */
  void start(long time) {
    if (gaps == 0) {
      rhythm.start(time);
    }
  }

  /** An event has come after another. */
  void pass(long from, long to) {
    double gap = rhythm.between(from, to);
    double far = gaps < FEWEST ? Double.POSITIVE_INFINITY : CLIP * bound(RATE);
    rhythm.pass(from, to);
    double known = rhythm.age(from) < Rhythm.DAY ? rhythm.between(from, to, to) : gap;
    double most = believed(known, far, to - from, to);
    double log = Log.log(Math.max(gap, Double.MIN_NORMAL));
    if (gaps == 0) {
      usual = (float) log;
    } else {
      double step = Math.max(STEP, 1.0 / (gaps + 1));
      usual += (float) (step * (log > usual ? USUAL : USUAL - 1));
    }
    ranks.add(Math.min(gap, most) / usual());
    gaps = Math.min(Short.MAX_VALUE, gaps + 1);
  }

  /**
   * Takes in a gap among the longest of late.
   *
   * @param gap rescaled
   * @param far what is longer is doubted
   * @param millis of it
   * @param to its end
   * @return what is believed of a gap at most
   */
  private double believed(double gap, double far, long millis, long to) {
    double halfLife = Math.min(HALF_LIFE, Math.max(Rhythm.HOUR, 2.0 * rhythm.age(to)));
    float left = (float) Exp.exp(-LN_2 * millis / halfLife);
    longest *= left;
    doubted *= left;
    int minutes = (int) (to / MINUTE);
    double most = isSameHour(minutes) ? Math.max(far, MARGIN * doubted) : far;
    longest = (float) Math.min(Float.MAX_VALUE, Math.max(longest, Math.min(gap, most)));
    if (gap > far && gap > doubted) {
      doubted = (float) Math.min(Float.MAX_VALUE, gap);
      ended = minutes;
    }
    return most;
  }

  /** As when the longest that was far ended, on another day. */
  private boolean isSameHour(int minutes) {
    int apart = Math.floorMod(minutes - ended, OF_DAY);
    return minutes - ended > OF_DAY / 2 && Math.min(apart, OF_DAY - apart) <= OF_HOUR;
  }

  private double usual() {
    return Exp.exp(usual);
  }

  /** Rescaled milliseconds after which an event is due. */
  private double bound(double rate) {
    double times = LEAST;
    while (times < FARTHEST && p(times) > rate) {
      times *= FINER;
    }
    return Math.max(times * usual(), MARGIN * longest);
  }

  /** How often a gap is to be expected that is so many times as long as is usual. */
  private double p(double times) {
    double over = times / LEAST;
    double doubt = 1 / (1 + over * over * over); // counts as one gap: what few cannot say
    return (doubt + ranks.above(times)) / (1 + ranks.total());
  }

  /**
   * When an event is due at the latest.
   *
   * @param last time of the last event
   * @param times as much as the rule says
   * @return the time, or {@link #NEVER} where too little is known
   */
  long due(long last, int times, AlarmRule rule) {
    if (gaps < FEWEST || rhythm.age(last) < rule.watched()) {
      return NEVER;
    }
    return rhythm.after(last, times * bound(rule.falseAlarms()));
  }

  /** Milliseconds within which nine in ten events follow at such hours. */
  long usualAfter(long last) {
    long until = rhythm.after(last, usual());
    return until == NEVER ? LONGEST : until - last;
  }

  void clear() {
    rhythm.clear();
    gaps = 0;
    usual = 0;
    longest = 0;
    doubted = 0;
    ended = 0;
    ranks.clear();
  }

  void put(ByteBuffer out) {
    rhythm.put(out);
    out.putShort((short) gaps).putFloat(usual).putFloat(longest).putFloat(doubted).putInt(ended);
    ranks.put(out);
  }

  void get(ByteBuffer in) {
    rhythm.get(in);
    gaps = in.getShort();
    usual = in.getFloat();
    longest = in.getFloat();
    doubted = in.getFloat();
    ended = in.getInt();
    ranks.get(in);
  }
}
