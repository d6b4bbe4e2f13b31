package org.streamrecall.measure;

import java.util.Arrays;

/**
 * The shape of a cluster: weighted points in the subspace of its principal axes, where its
 * departure from a Gaussian lives. Positions are told from a fixed anchor, so that a moving mean
 * leaves them alone; only their differences matter, since a closure centres them.
 */
final class Cells {
  /** Most axes of a subspace. */
  static final int MOST_AXES = 4;

  /** Most cells of a cluster when packed. */
  static final int MOST = 32;

  private static final int STRIDE = 2 * MOST; // two clusters' cells while they merge

  final int axes;
  final int width; // of a direction, padded
  final double[][] basis; // U, (axes, width)
  final double[] at = new double[MOST_AXES * STRIDE]; // axis-major
  final double[] weight = new double[STRIDE]; // zero behind the last cell
  final double[] offset = new double[MOST_AXES]; // U'(mean - anchor)
  int count;

  // how they were packed last: what has not changed since stands there still
  final int[] scale = new int[MOST_AXES];
  int exponent;
  long changed; // a bit a cell
  boolean remade; // all of them

  private final double[] added = new double[MOST_AXES]; // U' of what was added last, from the mean
  private final double[] point = new double[MOST_AXES];
  private final double[] lanes = new double[MOST_AXES * Kernels.FEW];
  private final double[] distances = new double[STRIDE];
  private final double[][] turn = new double[MOST_AXES][MOST_AXES];

  Cells(int d) {
    axes = axes(d);
    width = Kernels.padded(d);
    basis = new double[axes][width];
  }

  static int axes(int d) {
    return Math.min(MOST_AXES, d);
  }

  static int place(int axis, int cell) {
    return axis * STRIDE + cell;
  }

  void clear() {
    Arrays.fill(weight, 0, count, 0);
    count = 0;
    remade = true;
    Arrays.fill(offset, 0);
  }

  /** The sum of the weights. */
  double mass() {
    double sum = 0;
    for (int c = 0; c < count; c += Kernels.LANES) {
      sum += Kernels.sum(weight, c);
    }
    return sum;
  }

  /** z = U'e. */
  void project(double[] e, double[] z) {
    Kernels.ACTIVE.project(basis, axes, e, width, lanes);
    for (int x = 0; x < axes; x++) {
      z[x] = Kernels.sumOfFew(lanes, x * Kernels.FEW);
    }
  }

  /**
   * Adds a point: a cell of its own while there is room, else into the nearest.
   *
   * @param e the point from the cluster's mean, (width)
   */
  void add(double[] e, double mass, int limit) {
    project(e, added);
    for (int x = 0; x < axes; x++) {
      point[x] = added[x] + offset[x];
    }
    if (count < limit) {
      append(mass);
      return;
    }
    int c = nearest();
    changed |= 1L << c;
    weight[c] += mass;
    double step = mass / weight[c];
    for (int x = 0; x < axes; x++) {
      int i = place(x, c);
      at[i] = Math.fma(step, point[x] - at[i], at[i]);
    }
  }

  /** Only looks where a point is, for {@link #meanMoves}. */
  void pass(double[] e) {
    if (count > 0) {
      project(e, added);
    }
  }

  private void append(double mass) {
    for (int x = 0; x < axes; x++) {
      at[place(x, count)] = point[x];
    }
    changed |= 1L << count;
    weight[count++] = mass;
  }

  private int nearest() {
    Kernels.ACTIVE.squares(point, at, axes, STRIDE, Kernels.padded(count), distances);
    int best = 0;
    for (int c = 1; c < count; c++) {
      if (distances[c] < distances[best]) {
        best = c;
      }
    }
    return best;
  }

  /** The mean moves by so much of what was added last: the cells stay where they are. */
  void meanMoves(double factor) {
    for (int x = 0; x < axes; x++) {
      offset[x] = Math.fma(factor, added[x], offset[x]);
    }
  }

  /**
   * Expresses the cells on new axes; what lies off them is the covariance's to keep.
   *
   * @param fresh (axes, width), copied
   */
  void rebase(double[][] fresh) {
    remade = true;
    for (int x = 0; x < axes; x++) {
      for (int y = 0; y < axes; y++) {
        turn[x][y] = Kernels.ACTIVE.dot(fresh[x], basis[y], width);
      }
    }
    for (int c = 0; c < count; c++) {
      for (int x = 0; x < axes; x++) {
        point[x] = 0;
        for (int y = 0; y < axes; y++) {
          point[x] = Math.fma(turn[x][y], at[place(y, c)] - offset[y], point[x]);
        }
      }
      for (int x = 0; x < axes; x++) {
        at[place(x, c)] = point[x];
      }
    }
    Arrays.fill(offset, 0);
    for (int x = 0; x < axes; x++) {
      System.arraycopy(fresh[x], 0, basis[x], 0, width);
    }
  }

  /**
   * Takes over another cluster's cells and merges the closest until few enough are left.
   *
   * @param delta the other mean from this one, (width)
   */
  void merge(Cells other, double[] delta, int limit) {
    remade = true;
    for (int x = 0; x < axes; x++) {
      for (int y = 0; y < axes; y++) {
        turn[x][y] = Kernels.ACTIVE.dot(basis[x], other.basis[y], width);
      }
    }
    project(delta, added);
    for (int c = 0; c < other.count; c++) {
      for (int x = 0; x < axes; x++) {
        double sum = offset[x] + added[x];
        for (int y = 0; y < axes; y++) {
          sum = Math.fma(turn[x][y], other.at[place(y, c)] - other.offset[y], sum);
        }
        point[x] = sum;
      }
      append(other.weight[c]);
    }
    reduceTo(limit);
  }

  void reduceTo(int limit) {
    while (count > limit) {
      remade = true;
      mergeClosest();
    }
  }

  /** Ward's criterion: the pair whose merging adds the least spread. */
  private void mergeClosest() {
    double least = Double.POSITIVE_INFINITY;
    int keep = 0;
    int gone = 1;
    for (int i = 1; i < count; i++) {
      for (int j = 0; j < i; j++) {
        double cost = 0;
        for (int x = 0; x < axes; x++) {
          double difference = at[place(x, i)] - at[place(x, j)];
          cost = Math.fma(difference, difference, cost);
        }
        cost *= weight[i] / (weight[i] + weight[j]) * weight[j];
        if (cost < least) {
          least = cost;
          keep = j;
          gone = i;
        }
      }
    }
    double share = weight[gone] / (weight[keep] + weight[gone]);
    weight[keep] += weight[gone];
    count--;
    for (int x = 0; x < axes; x++) {
      double step = at[place(x, gone)] - at[place(x, keep)];
      at[place(x, keep)] = Math.fma(share, step, at[place(x, keep)]);
      at[place(x, gone)] = at[place(x, count)];
    }
    weight[gone] = weight[count];
    weight[count] = 0;
  }

  /** Multiplies every weight: a decay. */
  void scale(double factor) {
    remade = true;
    for (int c = 0; c < count; c++) {
      weight[c] = Decay.decayed(weight[c], factor);
    }
  }

  void copy(Cells other) {
    remade = true;
    count = other.count;
    System.arraycopy(other.at, 0, at, 0, at.length);
    System.arraycopy(other.weight, 0, weight, 0, weight.length);
    System.arraycopy(other.offset, 0, offset, 0, offset.length);
    for (int x = 0; x < axes; x++) {
      System.arraycopy(other.basis[x], 0, basis[x], 0, width);
    }
  }
}
