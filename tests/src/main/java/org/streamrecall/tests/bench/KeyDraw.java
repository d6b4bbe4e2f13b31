package org.streamrecall.tests.bench;

import java.io.Serializable;
import org.apache.commons.math3.distribution.ZipfDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.streamrecall.measure.Hash;

/**
 * Which key each record is of: first each key's own records, one key after the other, then keys as
 * they are drawn.
 *
 * <p>Not thread safe: the draws after the first go on from one to the next.
 */
final class KeyDraw implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int SEED = 1;

  private final int keys;
  private final int first;
  private final double zipf;
  private transient ZipfDistribution ranks;

  /**
   * @param first records of each key before any is drawn
   * @param zipf exponent of the draw; 0 for all keys alike
   * @throws IllegalArgumentException if there are no keys or records, or the exponent is below 0
   */
  KeyDraw(int keys, int first, double zipf) {
    if (keys < 1) {
      throw new IllegalArgumentException("--keys " + keys + " is below 1; give how many there are");
    }
    if (first < 1) {
      throw new IllegalArgumentException("--fill " + first + " is below 1; a key begins with one");
    }
    if (!(zipf >= 0)) {
      throw new IllegalArgumentException("--zipf " + zipf + " is below 0; give 0 for all alike");
    }
    this.keys = keys;
    this.first = first;
    this.zipf = zipf;
  }

  /** Records before any key is drawn. */
  long firsts() {
    return (long) keys * first;
  }

  /** Whether a record is the last of its key's own. */
  boolean isLastFirst(long record) {
    return record < firsts() && record % first == first - 1;
  }

  /** The name of a record's key: all are as long, and those drawn most lie apart. */
  String key(long record) {
    long number = record < firsts() ? record / first : drawn(record);
    return "%016x".formatted(Hash.mix(number + 1));
  }

  private long drawn(long record) {
    if (zipf == 0) {
      return Long.remainderUnsigned(Hash.mix(~record), keys);
    }
    if (ranks == null) {
      ranks = new ZipfDistribution(new Well19937c(SEED), keys, zipf);
    }
    return ranks.sample() - 1L;
  }
}
