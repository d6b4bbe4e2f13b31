package org.streamrecall.measure;

import java.util.Arrays;

/**
 * The directions in which a cluster spreads most, by subspace iteration from the axes it had: the
 * leading eigenvectors of a covariance, near enough for cells and audits, which are exact for
 * whatever axes they stand on.
 */
final class PrincipalAxes {
  private static final int COLD_ROUNDS = 10;
  private static final int WARM_ROUNDS = 2;
  private static final int SWEEPS = 6;
  private static final double ABOUT_AS_MUCH = 0.7;
  private static final double LEAST_BEND = 0.01; // of the mean's length, off the other axes

  private final Circulant matrix;
  private final int count;
  private final double[][] image; // S axis, (count, width)
  private final double[][] inner; // (count, count)

  PrincipalAxes(Circulant matrix, int count) {
    this.matrix = matrix;
    this.count = count;
    image = new double[count][matrix.width];
    inner = new double[count][count];
  }

  /**
   * Turns axes towards the leading eigenvectors of s, the largest first.
   *
   * @param axes (count, width), overwritten; orthonormal afterwards
   * @param warm whether axes hold an earlier answer to start from
   */
  void refine(double[] s, double[][] axes, boolean warm) {
    if (!warm) {
      startAlongLargest(s, axes);
    }
    int rounds = warm ? WARM_ROUNDS : COLD_ROUNDS;
    for (int i = 0; i < rounds; i++) {
      for (int x = 0; x < count; x++) {
        matrix.multiply(s, axes[x], image[x]);
        System.arraycopy(image[x], 0, axes[x], 0, matrix.width);
      }
      orthonormalise(axes);
    }
    align(s, axes);
  }

  /**
   * Puts the direction of the mean in the last axis's place if S spreads about as much along it.
   * Tags of one length lie on a sphere: whatever turns on it bends towards the centre, which no
   * covariance shows but cells can, if an axis points there.
   */
  void bendLast(double[] s, double[] mean, double[][] axes) {
    if (count == matrix.d) {
      return; // every direction is there
    }
    int last = count - 1;
    double[] bend = image[0];
    System.arraycopy(mean, 0, bend, 0, matrix.width);
    double before = norm(bend);
    for (int x = 0; x < last; x++) {
      project(bend, axes[x]);
    }
    double after = norm(bend);
    if (!(after > LEAST_BEND * before)) {
      return;
    }
    for (int i = 0; i < matrix.d; i++) {
      bend[i] /= after;
    }
    if (matrix.quadratic(s, bend) > ABOUT_AS_MUCH * matrix.quadratic(s, axes[last])) {
      System.arraycopy(bend, 0, axes[last], 0, matrix.width);
    }
  }

  private void startAlongLargest(double[] s, double[][] axes) {
    for (int x = 0; x < count; x++) {
      Arrays.fill(axes[x], 0);
    }
    for (int x = 0; x < count; x++) {
      int best = -1;
      for (int i = 0; i < matrix.d; i++) {
        boolean taken = false;
        for (int y = 0; y < x; y++) {
          taken |= axes[y][i] == 1;
        }
        if (!taken && (best < 0 || s[i] > s[best])) {
          best = i;
        }
      }
      axes[x][best] = 1;
    }
  }

  /** Gram and Schmidt's way; an axis that vanishes becomes a coordinate axis. */
  private void orthonormalise(double[][] axes) {
    int spare = 0;
    for (int x = 0; x < count; x++) {
      double before = norm(axes[x]);
      for (int y = 0; y < x; y++) {
        project(axes[x], axes[y]);
      }
      double after = norm(axes[x]);
      while (!(after > 1e-6 * before) || after == 0) {
        Arrays.fill(axes[x], 0);
        axes[x][spare++ % matrix.d] = 1;
        before = 1;
        for (int y = 0; y < x; y++) {
          project(axes[x], axes[y]);
        }
        after = norm(axes[x]);
      }
      for (int i = 0; i < matrix.d; i++) {
        axes[x][i] /= after;
      }
    }
  }

  private double norm(double[] x) {
    return Math.sqrt(Kernels.ACTIVE.dot(x, x, matrix.width));
  }

  private void project(double[] x, double[] y) {
    Kernels.ACTIVE.axpy(-Kernels.ACTIVE.dot(x, y, matrix.width), y, x, matrix.width);
  }

  /** Diagonalises S within the axes (Rayleigh and Ritz, by Jacobi's rotations) and sorts them. */
  private void align(double[] s, double[][] axes) {
    for (int x = 0; x < count; x++) {
      matrix.multiply(s, axes[x], image[x]);
    }
    for (int x = 0; x < count; x++) {
      for (int y = 0; y < count; y++) {
        inner[x][y] = Kernels.ACTIVE.dot(axes[x], image[y], matrix.width);
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < count; p++) {
        for (int q = p + 1; q < count; q++) {
          rotate(axes, p, q);
        }
      }
    }
    for (int x = 1; x < count; x++) {
      for (int y = x; y > 0 && inner[y][y] > inner[y - 1][y - 1]; y--) {
        swap(axes, y, y - 1);
      }
    }
  }

  private void rotate(double[][] axes, int p, int q) {
    if (inner[p][q] == 0) {
      return;
    }
    double theta = (inner[q][q] - inner[p][p]) / (2 * inner[p][q]);
    double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double sine = t * c;
    for (int i = 0; i < count; i++) {
      double x = inner[i][p];
      double y = inner[i][q];
      inner[i][p] = c * x - sine * y;
      inner[i][q] = sine * x + c * y;
    }
    turn(inner[p], inner[q], c, sine, count);
    turn(axes[p], axes[q], c, sine, matrix.d);
  }

  private static void turn(double[] x, double[] y, double c, double sine, int n) {
    for (int i = 0; i < n; i++) {
      double xi = x[i];
      double yi = y[i];
      x[i] = c * xi - sine * yi;
      y[i] = sine * xi + c * yi;
    }
  }

  private void swap(double[][] axes, int x, int y) {
    double[] axis = axes[x];
    axes[x] = axes[y];
    axes[y] = axis;
    double eigenvalue = inner[x][x];
    inner[x][x] = inner[y][y];
    inner[y][y] = eigenvalue;
  }
}
