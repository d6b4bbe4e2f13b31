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

  /** The golden ratio's fraction: its multiples fill the unit interval most evenly. */
  static final double GOLDEN = 0.6180339887498949;

  /** The path of this machine, chosen once. */
  static final Kernels ACTIVE = choose();

  /** Forces a path: {@code scalar} or {@code vector}. */
  static final String PROPERTY = "streamrecall.kernels";

  private static Kernels choose() {
    String wanted = System.getProperty(PROPERTY, "");
    if (!wanted.isEmpty() && !wanted.equals("scalar") && !wanted.equals("vector")) {
      throw new IllegalArgumentException(
          PROPERTY
              + "="
              + wanted
              + " is neither scalar nor vector; leave it out for the faster one");
    }
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    if (wanted.equals("scalar") || !present && wanted.isEmpty()) {
      return new ScalarKernels();
    }
    try {
      return (Kernels)
          Class.forName("org.streamrecall.measure.VectorKernels")
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      if (wanted.isEmpty()) {
        return new ScalarKernels(); // narrow vectors, or a JDK whose module has changed
      }
      throw new IllegalStateException(
          PROPERTY + "=vector cannot be had; add --add-modules jdk.incubator.vector", e);
    }
  }

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

  /** {@code out_i = sum_r S_r[i] twice[i + r]}, the upper half of a {@link Circulant} product. */
  abstract void multiplyUpper(double[] s, int rows, int width, double[] twice, double[] out);

  /** {@code spill[i + r] += S_r[i] q_i} for rows 1 to rows - 1, the lower half. */
  abstract void multiplyLower(double[] s, int rows, int width, double[] q, double[] spill);

  /** {@code out_j = sum_i (p_i - m[i stride + j])^2}, i running over dims. */
  abstract void squares(double[] p, double[] m, int dims, int stride, int n, double[] out);

  /** {@code out_j = sum_i q_i m[i stride + j]}, i running over dims. */
  abstract void scores(double[] q, double[] m, int dims, int stride, int n, double[] out);

  /** {@code x = e^x}, as {@link Exp} computes it; x at most 709. */
  abstract void exp(double[] x, int n);

  /** {@code x = log x}, as {@link Log} computes it; x positive and normal. */
  abstract void log(double[] x, int n);

  /** {@code out_r[i] = S_r[i] unit twice[i] twice[i + r]} for a {@link Circulant} matrix. */
  abstract void scaleOuter(
      double[] s, double unit, double[] twice, int rows, int width, double[] out);

  /** {@code squares_j = sqrt(m_j n / (m_j + n)) squares_j}: what merging two clusters costs. */
  abstract void costs(double n, double[] masses, double[] squares, int count);

  /** Rounds {@code x_(from + i) + dither_(from + i)} to 16 bits, not beyond most. */
  abstract void packShorts(double[] x, int from, double first, int most, byte[] out, int to, int n);

  /** {@code out_(to + i)} = the i-th 16-bit number of the bytes from at, little-endian. */
  abstract void unpackShorts(byte[] in, int at, double[] out, int to, int n);

  /** {@code out_(to + i) = unit in_(at + i)}. */
  abstract void unpackBytes(byte[] in, int at, double unit, double[] out, int to, int n);

  /** Rounds each number to an integer, up or down by its distance: {@code x_i + dither_i}. */
  abstract void round(double[] x, double first, int n);

  // ---- cells: n is a multiple of FEW, and sums run in so many accumulators ----

  /** In lanes: the sum of w from 0, of {@code w_i at_(x stride + i)} from (1 + x) FEW. */
  abstract void weigh(double[] w, double[] at, int axes, int stride, int n, double[] lanes);

  /**
   * {@code share_i = max(least, w_i / total)}, {@code place_(x n + i) = at_(x stride + i) -
   * mean_x}.
   */
  abstract void centre(
      double[] w,
      double total,
      double least,
      double[] at,
      double[] mean,
      int axes,
      int stride,
      int n,
      double[] share,
      double[] place);

  /** {@code out_(to + i) = x_i - highest}. */
  abstract void fromTop(double[] x, double highest, int n, double[] out, int to);

  /** {@code out_(to + i) = f (x_i - highest)} and {@code out_(to + n + i) = f (lowest - x_i)}. */
  abstract void fromBothEnds(
      double[] x, double f, double highest, double lowest, int n, double[] out, int to);

  /** In lanes: {@code share_i x_i^2} from 0, {@code share_i t_(at + i)} from FEW. */
  abstract void tiltSums(double[] share, double[] x, double[] t, int at, int n, double[] lanes);

  /**
   * In lanes: {@code share_i x_i^2}, then {@code share_i t}, {@code share_i t^2}, {@code share_i
   * t^4} for the n numbers t from at, and again for the next n.
   */
  abstract void powerSums(double[] share, double[] x, double[] t, int at, int n, double[] lanes);

  /**
   * {@code p_i = share_i t_(from + i) one}, and in lanes for each axis {@code (p_i - keep share_i
   * x_i) place_(axis n + i)}.
   */
  abstract void alongAxes(
      double[] share,
      double[] x,
      double keep,
      double one,
      double[] t,
      int from,
      double[] place,
      int axes,
      int n,
      double[] p,
      double[] lanes);

  // ---- a cluster ----

  /** In lanes, FEW for each axis: the terms of {@code <basis_x, e>}. */
  abstract void project(double[][] basis, int axes, double[] e, int n, double[] lanes);

  /** {@code sum += w m + sum_x w along_x basis_x}. */
  abstract void addTurned(
      double w, double[] m, double[] along, double[][] basis, int axes, double[] sum, int n);

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
