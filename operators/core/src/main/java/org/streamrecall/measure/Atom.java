package org.streamrecall.measure;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A weighted point y = (v, e(z)) of a measure: what a token becomes once its schema has mapped its
 * tag and lifted its content. Immutable by contract: nobody writes into the arrays.
 *
 * @param tag v, (tagDims), finite
 * @param content e(z), (contentDims), finite
 * @param mass positive and finite; 1 for an ordinary token
 * @param time event time in milliseconds since the epoch, or {@link #NO_TIME}
 * @param ref the user's own reference, at most {@link #MAX_REF_BYTES} bytes of UTF-8, or null
 */
public record Atom(float[] tag, float[] content, double mass, long time, String ref) {
  /** The time of an atom that was told without one. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** A longer ref is refused: it would not fit the evidence kept with a cluster. */
  public static final int MAX_REF_BYTES = 32;

  /** Larger numbers are refused: their squares would not fit the 32-bit moments of a cluster. */
  public static final float MAX_NUMBER = 1e15f;

  /** Weights are between one over this and this, so that no sum of them overflows or vanishes. */
  public static final double MAX_MASS = 1e100;

  /**
   * @throws BadValue if the mass is not positive and finite, a number is not finite or the ref is
   *     too long, or of half characters
   */
  public Atom {
    Objects.requireNonNull(tag, "tag");
    Objects.requireNonNull(content, "content");
    requireHeld("tag", tag);
    requireHeld("content", content);
    if (!(mass > 0) || Double.isInfinite(mass)) {
      throw new BadValue(
          "weight=" + mass + " is not a positive finite number",
          "leave it out to count the token once");
    }
    if (mass > MAX_MASS || mass < 1 / MAX_MASS) {
      throw new BadValue(
          "weight=" + mass + " is outside 1e-100 to 1e100", "use weights nearer to 1");
    }
    if (ref != null) {
      WholeText.require("ref", ref);
    }
    int refBytes = ref == null ? 0 : ref.getBytes(StandardCharsets.UTF_8).length;
    if (refBytes > MAX_REF_BYTES) {
      throw new BadValue(
          "ref=\""
              + ref
              + "\" has "
              + refBytes
              + " bytes of UTF-8, at most "
              + MAX_REF_BYTES
              + " are kept",
          "send a shorter key into your own records");
    }
  }

  /** The same, told at another time. */
  Atom at(long other) {
    return new Atom(tag, content, mass, other, ref);
  }

  private static void requireHeld(String name, float[] values) {
    Numbers.requireFinite(name, values);
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i]) > MAX_NUMBER) {
        throw new BadValue(
            name + "[" + i + "]=" + values[i] + " is beyond 1e15", "use a larger unit");
      }
    }
  }
}
