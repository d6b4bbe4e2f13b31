package org.streamrecall.tests.accuracy;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A uniform sample of the tokens, by Vitter's algorithm R: token t replaces a kept one with
 * probability capacity / t. Rounded once, when first asked: kinder than a state that is rounded as
 * it goes.
 */
final class Reservoir implements Memory {
  private final Rounding rounding;
  private final SplittableRandom random;
  private final float[][] tags; // (capacity, dims)
  private final float[][] contents; // (capacity, contentDims), or of null
  private long told;
  private Mixture packed; // null once a token has come since

  /**
   * @param bytes for everything kept
   * @param contentDims 0 if the value is the tag
   */
  Reservoir(Rounding rounding, int bytes, int dims, int contentDims, long seed) {
    int capacity = bytes / (rounding.bytes() * (dims + contentDims));
    this.rounding = rounding;
    this.random = new SplittableRandom(seed);
    this.tags = new float[capacity][];
    this.contents = new float[capacity][];
  }

  @Override
  public void add(float[] tag, float[] content) {
    long place = told < tags.length ? told : random.nextLong(told + 1);
    told++;
    if (place < tags.length) {
      tags[(int) place] = tag;
      contents[(int) place] = content;
    }
    packed = null;
  }

  /** The tokens kept, (kept, dims). */
  float[][] kept() {
    return Arrays.copyOf(tags, (int) Math.min(told, tags.length));
  }

  @Override
  public double[] answer(double[] a) {
    if (packed == null) {
      float[][] kept = kept();
      float[] masses = new float[kept.length];
      Arrays.fill(masses, 1);
      packed = new Mixture(kept[0].length, masses, rounded(kept), null, rounded(contents));
    }
    return packed.answer(a);
  }

  private float[] rounded(float[][] rows) {
    if (rows[0] == null) {
      return null;
    }
    int n = rows[0].length;
    float[] flat = new float[(int) Math.min(told, rows.length) * n];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = rows[i / n][i % n];
    }
    rounding.round(flat);
    return flat;
  }
}
