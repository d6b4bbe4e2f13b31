package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.streamrecall.measure.Log;

/**
 * How odd what comes of one target has been for a key. An event's score adds up
 *
 * <pre>
 *   |z|                      the error, in what errors are in the long run
 *   + sqrt(12)/2 |mean z|    drift: where the last {@value #LATELY} errors lie together
 *   + sqrt(mean z^2)         volatility: how large these are
 *   + |level|/2              level: how far the last {@value #LATELY} numbers lie from all before
 *   - log(1 - unlike)/2      how unlike all earlier moments this one is
 * </pre>
 *
 * and is held against the highest scores of spells of {@value #SPELL} events: so it is charged for
 * the number of looks, and a key whose errors come in bursts has high spells. A key of few spells
 * is given doubt: what it has not shown yet may well be usual.
 */
final class OddRecord {
  /** Events of a spell. */
  static final int SPELL = 16;

  private static final int LATELY = 12;

  /** An error counts in the means as at most this many. */
  private static final double FAR = 10;

  private static final double OF_DRIFT = Math.sqrt(LATELY) / 2;
  private static final double OF_LEVEL = 0.5;
  private static final double OF_UNLIKE = 0.5;

  /** The largest that 1 - unlike is taken as small. */
  private static final double LEAST = 1e-3;

  /** Spells that what is usual elsewhere counts for. */
  private static final double PRIOR = 1;

  /** Half of all spells of ordinary errors reach this. */
  private static final double USUAL = 5;

  /** How many times that before a key has shown any: so much less with each. */
  private static final double DOUBT = 20;

  private static final int MOST = 250; // spells that are remembered
  private static final double LOWEST = 1.25;
  private static final int PER_OCTAVE = 6;
  private static final int BUCKETS = 40; // up to a score of 127
  private static final int KNOWN = 1 << 14;

  private static final int LONG = 1000; // errors that their mean remembers

  /** A squared error counts in the mean as at most so many means: an anomaly hides no others. */
  private static final double LARGEST = 36;

  /** Of errors beyond the root of how many a key has had. */
  private static final double BEYOND = 0.1;

  static final int BYTES =
      4 * Float.BYTES + 1 + 2 * Short.BYTES + Level.BYTES + Ranks.bytes(BUCKETS);

  private float mean; // squared error
  private int errors;
  private float drift;
  private float square;
  private float highest; // score of this spell
  private int looks; // of this spell
  private int spells;
  private final Level level = new Level(LATELY);
  private final Ranks ranks = new Ranks(LOWEST, PER_OCTAVE, BUCKETS, MOST);

  /**
   * Takes in what came of a target.
   *
   * @param odd with its error as deviation
   * @param floor error that is nothing, positive
   * @param unlike of the moment, in [0,1]; NaN where that is not known
   * @return the same with its deviation and its anomaly
   */
  Odd see(Odd odd, double floor, double unlike) {
    double error = odd.sign() < 0 ? -odd.deviation() : odd.deviation();
    double z = errors == 0 ? 0 : believed(error / Math.max(floor, Math.sqrt(mean)));
    boolean first = mean <= floor * floor; // that is more than nothing: it sets the scale
    double most = first ? error * error : LARGEST * mean;
    errors = Math.min(LONG, errors + 1);
    mean =
        (float) Math.min(Float.MAX_VALUE, mean + (Math.min(error * error, most) - mean) / errors);
    double clipped = Math.max(-FAR, Math.min(FAR, z));
    drift += (float) ((clipped - drift) / LATELY);
    square += (float) ((clipped * clipped - square) / LATELY);
    double strange = Double.isNaN(unlike) ? 0 : -OF_UNLIKE * Log.log(Math.max(LEAST, 1 - unlike));
    double far = OF_LEVEL * Math.abs(level.see(odd.actual(), floor));
    double score = Math.abs(z) + OF_DRIFT * Math.abs(drift) + Math.sqrt(square) + far + strange;
    double anomaly = 1 - p(score);
    add(score);
    return odd.as(Math.abs(z), anomaly);
  }

  /** What so few errors cannot say counts for little. */
  private double believed(double z) {
    double most = Math.sqrt(errors);
    double size = Math.abs(z);
    return size <= most ? z : Math.signum(z) * most * (1 + BEYOND * Log.log(size / most));
  }

  /** How often a spell of ordinary events is to be expected to reach a score. */
  private double p(double score) {
    double far = score / (USUAL * (1 + DOUBT / (spells + 1)));
    double expected = 1 / (1 + far * far * far);
    return (PRIOR * expected + ranks.above(score)) / (PRIOR + ranks.total());
  }

  private void add(double score) {
    highest = (float) Math.max(highest, score);
    if (++looks == SPELL) {
      ranks.add(highest);
      spells = Math.min(KNOWN, spells + 1);
      highest = 0;
      looks = 0;
    }
  }

  void clear() {
    mean = 0;
    errors = 0;
    drift = 0;
    square = 0;
    highest = 0;
    looks = 0;
    spells = 0;
    level.clear();
    ranks.clear();
  }

  void put(ByteBuffer out) {
    out.putFloat(mean).putShort((short) errors);
    out.putFloat(drift).putFloat(square).putFloat(highest).put((byte) looks);
    out.putShort((short) spells);
    level.put(out);
    ranks.put(out);
  }

  void get(ByteBuffer in) {
    mean = in.getFloat();
    errors = in.getShort();
    drift = in.getFloat();
    square = in.getFloat();
    highest = in.getFloat();
    looks = in.get();
    spells = in.getShort();
    level.get(in);
    ranks.get(in);
  }
}
