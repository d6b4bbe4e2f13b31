package org.streamrecall.measure;

import java.io.Serializable;

/**
 * Forward decay: a token that is one half-life older counts half. Masses are kept as of a landmark,
 * {@code w 2^((time - landmark) / halfLife)}, so that nothing is touched as time goes by; the
 * landmark moves on by whole multiples of {@link #STEP} half-lives, which scales masses by exact
 * powers of two.
 *
 * @param halfLife in milliseconds, or 0 for no decay
 */
public record Decay(long halfLife) implements Serializable {
  /** Every token counts for ever. */
  public static final Decay NONE = new Decay(0);

  /** Half-lives between two landmarks. */
  static final int STEP = 64;

  /** What the longest forgotten still weighs: 2^-1022, with a logarithm. */
  static final double LEAST = Double.MIN_NORMAL;

  static final double LN_2 = 0.6931471805599453;

  /** The longest half-life, so that {@link #STEP} of them are exact numbers. */
  static final long LONGEST = (1L << 53) / STEP;

  /**
   * @throws IllegalArgumentException if the half-life is negative or beyond 285,000 years
   */
  public Decay {
    if (halfLife < 0 || halfLife > LONGEST) {
      throw new IllegalArgumentException(
          "half-life="
              + halfLife
              + " ms is outside 0 (no decay) to "
              + LONGEST
              + "; give it in milliseconds");
    }
  }

  boolean isNone() {
    return halfLife == 0;
  }

  /** 2^((time - landmark) / halfLife), or {@link #LEAST} if that is more. */
  double factor(long time, long landmark) {
    double halfLives = ((double) time - (double) landmark) / halfLife;
    return Math.max(LEAST, Exp.exp(LN_2 * halfLives));
  }

  /**
   * A mass times a factor: at least {@link #LEAST}, since nothing can be a share of parts that all
   * weigh nothing.
   */
  static double decayed(double mass, double factor) {
    return Math.max(LEAST, mass * factor);
  }

  /**
   * What is left of a mass as of one time at a later one: 1 without a decay, or where either is
   * {@link Atom#NO_TIME}.
   */
  public double left(long then, long later) {
    return isNone() || then == Atom.NO_TIME || later == Atom.NO_TIME ? 1 : factor(then, later);
  }

  /** Steps by which the landmark must move on for a time to be within one of it. */
  long steps(long time, long landmark) {
    return time <= landmark ? 0 : (time - landmark) / (STEP * halfLife);
  }

  /**
   * Whether these are a memory's newest time and landmark: less than a step apart, or both none.
   */
  boolean holds(long newest, long landmark) {
    return isNone()
        || newest == landmark
        || landmark != Atom.NO_TIME
            && newest > landmark
            && newest - landmark > 0
            && newest - landmark < STEP * halfLife;
  }

  long moved(long landmark, long steps) {
    return landmark + steps * STEP * halfLife;
  }

  /** What masses are multiplied by when the landmark moves on. */
  static double scale(long steps) {
    return steps > 15 ? LEAST : Math.scalb(1.0, (int) (-STEP * steps));
  }

  static double logScale(long steps) {
    return -STEP * steps * LN_2;
  }
}
