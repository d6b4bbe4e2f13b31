package org.streamrecall.tests.accuracy;

import java.util.SplittableRandom;

/**
 * The random numbers of a stream, from {@code new SplittableRandom(seed).nextLong()} and StrictMath
 * alone, so that every JDK and the Python reference draw the same. Not thread safe.
 */
final class Draws {
  private static final long GAMMA =
      0x9E3779B97F4A7C15L; // SplittableRandom's step from seed to seed

  private final long seed;
  private long taken; // longs drawn so far
  private SplittableRandom random;
  private double spare = Double.NaN; // second normal of the last pair

  Draws(long seed) {
    this(seed, 0);
  }

  private Draws(long seed, long taken) {
    this.seed = seed;
    this.taken = taken;
    this.random = new SplittableRandom(seed + GAMMA * taken);
  }

  /** Uniform on [0, 1), 53 bits. */
  double uniform() {
    taken++;
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  /** One block of normals: whole Box-Muller pairs, the last one cut if count is odd. */
  double[] normals(int count) {
    Draws block = normalBlock(count);
    double[] normals = new double[count];
    for (int i = 0; i < count; i++) {
      normals[i] = block.normal();
    }
    return normals;
  }

  /** Rows of length 1, (rows, dims). */
  double[][] sphere(int rows, int dims) {
    double[] normals = normals(rows * dims);
    double[][] points = new double[rows][];
    for (int i = 0; i < rows; i++) {
      points[i] = java.util.Arrays.copyOfRange(normals, i * dims, (i + 1) * dims);
      normalise(points[i]);
    }
    return points;
  }

  /**
   * Skips a block of normals and returns a reader of it, so that blocks can be read side by side
   * without being held.
   */
  Draws normalBlock(long count) {
    Draws block = new Draws(seed, taken);
    taken += count + (count & 1);
    random = new SplittableRandom(seed + GAMMA * taken);
    return block;
  }

  /** The next normal of a block. */
  double normal() {
    if (!Double.isNaN(spare)) {
      double second = spare;
      spare = Double.NaN;
      return second;
    }
    double r = Math.sqrt(-2 * StrictMath.log1p(-uniform()));
    double t = 2 * Math.PI * uniform();
    spare = r * StrictMath.sin(t);
    return r * StrictMath.cos(t);
  }

  static void normalise(double[] point) {
    double square = 0;
    for (double x : point) {
      square += x * x;
    }
    double length = Math.sqrt(square);
    for (int j = 0; j < point.length; j++) {
      point[j] /= length;
    }
  }
}
