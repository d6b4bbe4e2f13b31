package org.streamrecall.mixture;

/**
 * Loops over components that stand side by side: each number by itself, in one order of operations,
 * so the bits are the same however many a machine does at once.
 */
final class Lanes {
  private Lanes() {}

  static int padded(int n) {
    return Blocks.of(n) * Blocks.WIDTH;
  }

  /** {@code out += clip((x - m) f)^2}. */
  static void addSquares(float x, float[] m, float f, float clip, float[] out, int n) {
    for (int k = 0; k < n; k++) {
      float d = (x - m[k]) * f;
      d = Math.max(-clip, Math.min(clip, d));
      out[k] += d * d;
    }
  }
}
