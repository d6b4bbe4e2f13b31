package org.streamrecall.mixture;

import org.streamrecall.measure.KernelPath;

/**
 * Loops over blocks of {@value #WIDTH} components that stand side by side: block after block, in
 * each of them number after number. Every number is computed by the same operations in one order,
 * none fused, so that plain loops and vectors give the same bits.
 */
abstract class Blocks {
  /** Components of a block. */
  static final int WIDTH = 8;

  /** The path of this machine, chosen once. */
  static final Blocks ACTIVE =
      KernelPath.of(PlainBlocks::new, "org.streamrecall.mixture.VectorBlocks");

  static int of(int components) {
    return (components + WIDTH - 1) / WIDTH;
  }

  /** Numbers of a triangular matrix up to its row i, number j. */
  static int triangle(int i, int j) {
    return i * (i + 1) / 2 + j;
  }

  /** Eight sums, in one tree. */
  static double sum(float[] eight, int at) {
    return ((eight[at] + eight[at + 4]) + (eight[at + 2] + eight[at + 6]))
        + ((eight[at + 1] + eight[at + 5]) + (eight[at + 3] + eight[at + 7]));
  }

  /**
   * In eight sums each: {@code sum_k a_k rows_ik}.
   *
   * @param a (blocks * WIDTH)
   * @param rows (n, blocks * WIDTH)
   * @param out (n, WIDTH)
   */
  abstract void dots(float[] a, float[][] rows, int n, int blocks, float[] out);

  /**
   * {@code out = own cov + all pooled}.
   *
   * @param own (blocks * WIDTH), all alike
   * @param cov (pairs, blocks * WIDTH)
   * @param pooled (pairs)
   * @param out (blocks, pairs, WIDTH)
   */
  abstract void smooth(
      float[] own, float[] all, float[][] cov, double[] pooled, int blocks, float[] out);

  /**
   * The inverse Cholesky factor's row by row solution: of {@code I + M^1/2 S M^1/2} the factor L,
   * its diagonal inverted, and {@code L^-1 M^1/2 (x - m)} with its squared length.
   *
   * @param of the question
   * @param cov (blocks, pairs, WIDTH)
   * @param mean (tags and more, blocks * WIDTH)
   * @param factor (blocks, triangle of the tags, WIDTH)
   * @param along (blocks, tags, WIDTH)
   * @param quadratic (blocks * WIDTH)
   */
  abstract void factor(
      Asked of,
      float[] cov,
      float[][] mean,
      int blocks,
      float[] factor,
      float[] along,
      float[] quadratic);

  /**
   * Of each number from {@code from} on {@code S_r M^1/2 L^-T}, and adds that times along to its
   * mean.
   *
   * @param moved (blocks, dims, WIDTH)
   * @param turned (blocks, dims, tags, WIDTH)
   */
  abstract void turn(
      Asked of,
      float[] cov,
      int from,
      int blocks,
      float[] factor,
      float[] along,
      float[] moved,
      float[] turned);

  /**
   * In eight sums each: covariances of what is recalled, which are those of components, less what
   * asking has told, and of their means.
   *
   * @param lined whether all are needed, else only the variances of contents
   * @param weight (blocks * WIDTH)
   * @param moved from the mean of all
   * @param out (pairs, WIDTH)
   */
  abstract void covariances(
      Asked of,
      boolean lined,
      float[] cov,
      int blocks,
      float[] weight,
      float[] moved,
      float[] turned,
      float[] out);
}
