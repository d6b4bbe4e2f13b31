package org.streamrecall.mixture;

/**
 * Loops over components that stand side by side: each number by itself, in one order of operations,
 * so the bits are the same however many a machine does at once.
 */
final class Lanes {
  private static final int WIDTH = 8;

  private Lanes() {}

  static int padded(int n) {
    return (n + WIDTH - 1) & -WIDTH;
  }

  /** {@code out += clip((x - m) f)^2}. */
  static void addSquares(float x, float[] m, float f, float clip, float[] out, int n) {
    for (int k = 0; k < n; k++) {
      float d = (x - m[k]) * f;
      d = Math.max(-clip, Math.min(clip, d));
      out[k] += d * d;
    }
  }

  /** {@code out = (x - m) f}. */
  static void differences(float[] out, float x, float[] m, float f, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (x - m[k]) * f;
    }
  }

  /** {@code out -= a b}. */
  static void subtractProduct(float[] out, float[] a, float[] b, int n) {
    for (int k = 0; k < n; k++) {
      out[k] -= a[k] * b[k];
    }
  }

  /** {@code out += a b}. */
  static void addProduct(float[] out, float[] a, float[] b, int n) {
    for (int k = 0; k < n; k++) {
      out[k] += a[k] * b[k];
    }
  }

  /** {@code out = out f}. */
  static void multiply(float[] out, float[] f, int n) {
    for (int k = 0; k < n; k++) {
      out[k] *= f[k];
    }
  }

  /** {@code out = (keep s + give p) f + one}. */
  static void smooth(
      float[] out, float[] keep, float[] s, float[] give, float p, float f, float one, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = (keep[k] * s[k] + give[k] * p) * f + one;
    }
  }

  /** Sum of products, in eight sums and one tree. */
  static double dot(float[] a, float[] b, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    for (int k = 0; k < n; k += WIDTH) {
      s0 += a[k] * b[k];
      s1 += a[k + 1] * b[k + 1];
      s2 += a[k + 2] * b[k + 2];
      s3 += a[k + 3] * b[k + 3];
      s4 += a[k + 4] * b[k + 4];
      s5 += a[k + 5] * b[k + 5];
      s6 += a[k + 6] * b[k + 6];
      s7 += a[k + 7] * b[k + 7];
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }
}
