package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Log;

/**
 * How unlike a key's earlier moments each one has been when it came: by the share of what the key
 * had learned that was like it, so that a key's age says nothing.
 */
final class Strangeness {
  private static final int MOST = 1000; // moments that are remembered
  private static final double LOWEST = 0.5; // root of the inverse share
  private static final int PER_OCTAVE = 3;
  private static final int BUCKETS = 24; // down to a share of 1 in 16,000

  static final int BYTES = Ranks.bytes(BUCKETS);

  private final Ranks ranks = new Ranks(LOWEST, PER_OCTAVE, BUCKETS, MOST);

  /**
   * Takes in a moment.
   *
   * @param familiarity log of how many tokens were like it
   * @param tokens that the key had learned
   * @return the share of earlier moments that were more familiar, in [0,1]; NaN where there are
   *     none, or nothing was learned yet
   */
  double see(double familiarity, long tokens) {
    if (Double.isNaN(familiarity) || tokens == 0) {
      return Double.NaN;
    }
    double score = Exp.exp(0.5 * Math.min(1000, Log.log(tokens) - familiarity));
    double total = ranks.total();
    double unlike = total == 0 ? Double.NaN : 1 - ranks.above(score) / total;
    ranks.add(score);
    return unlike;
  }

  void clear() {
    ranks.clear();
  }

  void put(ByteBuffer out) {
    ranks.put(out);
  }

  void get(ByteBuffer in) {
    ranks.get(in);
  }
}
