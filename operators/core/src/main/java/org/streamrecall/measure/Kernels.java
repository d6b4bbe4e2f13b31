package org.streamrecall.measure;

/**
 * The inner loops of the sketch, in one fixed order of operations whatever the machine: every
 * element is computed by the same multiplications, additions and fused multiply-adds, and every sum
 * runs in {@link #LANES} accumulators that are added up in one fixed tree. So the scalar path and
 * the vector path give the same bits.
 *
 * <p>Arrays are padded with zeros to a multiple of {@link #LANES}, and n is such a multiple.
 */
abstract class Kernels {
  /** Logical width: accumulators of a sum, and the multiple that lengths are padded to. */
  static final int LANES = 16;

  /** Accumulators left when the upper half has been added to the lower. */
  static final int FEW = LANES / 2;

  /** Adding and subtracting it rounds to the nearest integer. */
  static final double ROUND = 0x1.8p52;

  /** The most that 8 bits hold, up and down. */
  static final int NARROW = 127;

  /** Times a number, and less their difference: leaves its first 24 bits, as 32-bit numbers do. */
  static final double SPLIT = 0x1p29 + 1;

  /** The bits of a number's power of two, and times that the distance to the next of 24 bits. */
  static final long EXPONENT = 0x7ff0000000000000L;

  static final double ULP = 0x1p-23;

  /** Any rest at all behind 24 bits, times this, is more than the distance to the next. */
  static final double ANY = 0x1p60;

  /** The golden ratio's fraction: its multiples fill the unit interval most evenly. */
  static final double GOLDEN = 0.6180339887498949;

  /** The path of this machine, chosen once. */
  static final Kernels ACTIVE =
      KernelPath.of(ScalarKernels::new, "org.streamrecall.measure.VectorKernels");

  static int padded(int n) {
    return (n + LANES - 1) & -LANES;
  }

  /** The number in [-0.5, 0.5) that is added before the i-th number is rounded. */
  static double dither(double first, int i) {
    double y = Math.fma(i, GOLDEN, first);
    return y - ((y + ROUND) - ROUND);
  }

  /** Name of the path, for the log. */
  abstract String name();

  /** {@code sum_i x_i y_(at + i)}. */
  abstract double dot(double[] x, double[] y, int at, int n);

  final double dot(double[] x, double[] y, int n) {
    return dot(x, y, 0, n);
  }

  /** {@code y += f x}. */
  abstract void axpy(double f, double[] x, double[] y, int n);

  /**
   * {@code S = keep S + add e e'} for a {@link Circulant} matrix.
   *
   * @param e (width), zero behind its last number
   * @param twice e written twice, then zeros, (2 width + rows)
   */
  abstract void addOuter(
      double keep, double add, double[] e, double[] twice, double[] s, int rows, int width);

  /**
   * {@code S += sum_k w_k e_k'} for a {@link Circulant} matrix, w_k being e_k times its weight.
   *
   * @param weighted the w_k, (n, width), zero behind their last numbers
   * @param twice each e_k written twice, then zeros, (n, stride)
   */
  abstract void addOuters(
      double[] weighted, double[] twice, int n, int stride, double[] s, int rows, int width);

  /** {@code out_i = sum_r S_r[i] twice[i + r]}, the upper half of a {@link Circulant} product. */
  abstract void multiplyUpper(double[] s, int rows, int width, double[] twice, double[] out);

  /** {@code spill[i + r] += S_r[i] q_i} for rows 1 to rows - 1, the lower half. */
  abstract void multiplyLower(double[] s, int rows, int width, double[] q, double[] spill);

  /** {@code out_j = sum_i (p_i - m[i stride + j])^2}, i running over dims. */
  abstract void squares(double[] p, double[] m, int dims, int stride, int n, double[] out);

  /** {@code out_j = sum_i q_i m[i stride + j]}, i running over dims. */
  abstract void scores(double[] q, double[] m, int dims, int stride, int n, double[] out);

  /** {@code x = e^x}, as {@link Exp} computes it, of any x. */
  abstract void exp(double[] x, int n);

  /** {@code x = log x}, as {@link Log} computes it, of any x. */
  abstract void log(double[] x, int n);

  /** {@code squares_j = sqrt(m_j n / (m_j + n)) squares_j}: what merging two clusters costs. */
  abstract void costs(double n, double[] masses, double[] squares, int count);

  // ---- rows of a packed {@link Circulant} matrix, of row r only the kept numbers ----

  /**
   * Packs each number {@code S_r[i] levels twice[i] twice[i + r]}, rounded up or down by its
   * distance and not beyond the levels: in 8 bits if they are {@link #NARROW}, else in 16.
   *
   * @param row the first row
   * @param end the row behind the last
   * @param first where the dithers of the whole matrix start
   */
  abstract void packRows(
      double[] s,
      int levels,
      double[] twice,
      int row,
      int end,
      int d,
      double first,
      byte[] out,
      int to);

  /** {@code S_r[i] = number unit twice[i] twice[i + r]}, packed in 16 bits. */
  abstract void unpackShorts(
      byte[] in, int at, double unit, double[] twice, int row, int end, int d, double[] s);

  /** The same, packed in 8 bits. */
  abstract void unpackBytes(
      byte[] in, int at, double unit, double[] twice, int row, int end, int d, double[] s);

  /** {@code out_(to + i) = unit in_(at + i)}. */
  abstract void unpackBytes(byte[] in, int at, double unit, double[] out, int to, int n);

  /**
   * Moves each number by its dither times the distance to the next 32-bit number, unless it is one:
   * rounded to 32 bits after that, it is rounded up or down by its distance. For any n.
   *
   * @param first where the dithers start
   */
  abstract void shake(double[] x, double first, int n, double[] out);

  /** Rounds each number to an integer, up or down by its distance: {@code x_i + dither_i}. */
  abstract void round(double[] x, double first, int n);

  // ---- one of the tiles of {@link CellTiles}, whose arrays these are ----

  /** Makes weights shares, at least {@code least}, and places those from their weighted mean. */
  abstract void centreCells(double[] share, double[] place, int tile, int cells, double least);

  /** {@code z = U'a}. */
  abstract void alongBasis(double[] a, double[] basis, int tile, int dims, double[] z);

  /** {@code scores_j = <z, place_j>}; ends: the highest and the lowest of them and zero. */
  abstract void cellScores(
      double[] z, double[] place, int tile, int cells, double[] scores, double[] ends);

  /** {@code out_j = scores_j - highest}. */
  abstract void fromTop(double[] scores, double[] ends, int tile, int cells, double[] out);

  /** {@code f (scores_j - highest)}, then {@code f (lowest - scores_j)}: (tiles, 2, cells, 8). */
  abstract void fromBothEnds(
      double[] scores, double f, double[] ends, int tile, int cells, double[] out);

  /** {@code sum_j share_j t_j} and {@code sum_j share_j scores_j^2}. */
  abstract void tiltSums(
      double[] share,
      double[] scores,
      double[] t,
      int tile,
      int cells,
      double[] sums,
      double[] variances);

  /** The same for t from both ends, with its second and fourth powers: sums (tiles, 2, 3, 8). */
  abstract void powerSums(
      double[] share,
      double[] scores,
      double[] t,
      int tile,
      int cells,
      double[] variances,
      double[] sums);

  /** {@code along = factor sum_j share_j (t_j / sums - keep scores_j) place_j}. */
  abstract void turnCells(
      double[] share,
      double[] scores,
      double[] t,
      double[] sums,
      double[] keep,
      double[] factor,
      double[] place,
      int tile,
      int cells,
      double[] along);

  // ---- a cluster ----

  /** In lanes, FEW for each axis: the terms of {@code <basis_x, e>}. */
  abstract void project(double[][] basis, int axes, double[] e, int n, double[] lanes);

  /** {@code sum += sum_x w along_x basis_x}. */
  abstract void addTurned(
      double w, double[] along, double[][] basis, int axes, double[] sum, int n);

  /** In lanes: the terms of {@code e'Se} for a {@link Circulant} matrix. */
  abstract void quadratic(
      double[] s, int rows, int mirrored, int width, double[] e, double[] twice, double[] lanes);

  /** Sum of the LANES numbers from at, in the same tree. */
  static double sum(double[] lanes, int at) {
    double a = (lanes[at] + lanes[at + 8]) + (lanes[at + 4] + lanes[at + 12]);
    double b = (lanes[at + 1] + lanes[at + 9]) + (lanes[at + 5] + lanes[at + 13]);
    double c = (lanes[at + 2] + lanes[at + 10]) + (lanes[at + 6] + lanes[at + 14]);
    double d = (lanes[at + 3] + lanes[at + 11]) + (lanes[at + 7] + lanes[at + 15]);
    return (a + c) + (b + d);
  }

  /** Sum of the FEW numbers from at, in the tree of every sum. */
  static double sumOfFew(double[] lanes, int at) {
    double a = lanes[at] + lanes[at + 4];
    double b = lanes[at + 1] + lanes[at + 5];
    double c = lanes[at + 2] + lanes[at + 6];
    double d = lanes[at + 3] + lanes[at + 7];
    return (a + c) + (b + d);
  }
}
