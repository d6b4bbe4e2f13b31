package org.streamrecall.tests.theory;

import java.util.Random;

/** How the tags of a context's components lie to one another. */
enum Tags {
  /** A random orthonormal frame: inner products 0. */
  ORTH,
  /** Corners of a simplex: inner products -1 / (components - 1). */
  SIMPLEX,
  /** Pairs of opposites, the paper's own geometry. */
  ANTIPODAL,
  /** Random directions, which the paper's assumption of separation excludes. */
  RANDOM;

  /**
   * @return unit vectors, (components, dims)
   * @throws IllegalArgumentException if so many do not fit
   */
  float[][] draw(int components, int dims, Random random) {
    int frame = this == ANTIPODAL ? components / 2 : components;
    if (this != RANDOM && frame > dims) {
      throw new IllegalArgumentException(
          components + " components of " + this + " tags do not fit " + dims + " dimensions");
    }
    double[][] rows = new double[frame][dims];
    for (int i = 0; i < frame; i++) {
      for (int k = 0; k < dims; k++) {
        rows[i][k] = random.nextGaussian();
      }
      for (int j = 0; this != RANDOM && j < i; j++) {
        double dot = dot(rows[i], rows[j]);
        for (int k = 0; k < dims; k++) {
          rows[i][k] -= dot * rows[j][k];
        }
      }
      toUnit(rows[i]);
    }
    if (this == SIMPLEX) {
      centre(rows);
    }
    float[][] tags = new float[components][dims];
    for (int i = 0; i < components; i++) {
      for (int k = 0; k < dims; k++) {
        tags[i][k] = (float) (i < frame ? rows[i][k] : -rows[i - frame][k]);
      }
    }
    return tags;
  }

  private static void centre(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += row[k] / rows.length;
      }
    }
    for (double[] row : rows) {
      for (int k = 0; k < mean.length; k++) {
        row[k] -= mean[k];
      }
      toUnit(row);
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void toUnit(double[] row) {
    double norm = StrictMath.sqrt(dot(row, row));
    for (int k = 0; k < row.length; k++) {
      row[k] /= norm;
    }
  }
}
