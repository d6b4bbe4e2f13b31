package org.streamrecall.measure;

import java.util.Arrays;

/**
 * Symmetric matrices stored by wrapped diagonals: row r holds the entries (i, (i + r) mod d), r
 * from 0 to d/2, so that an outer product and a packed copy run over plain rows.
 *
 * <p>For even d the last row holds each of its entries twice.
 */
final class Circulant {
  final int d;
  final int width; // of a row, padded
  final int rows;
  final int lowerRows; // rows whose mirrored entries stand nowhere else
  private final double[] twice;
  private final double[] spill;
  private final double[] left;

  Circulant(int d) {
    this.d = d;
    width = Kernels.padded(d);
    rows = d / 2 + 1;
    lowerRows = (d + 1) / 2;
    twice = new double[twiceLength()];
    spill = new double[2 * width + rows + Kernels.LANES];
    left = new double[width];
  }

  /** Numbers of a matrix in memory. */
  int length() {
    return rows * width;
  }

  /** Numbers of a vector written twice, with the zeros behind it that kernels read. */
  int twiceLength() {
    return 3 * width + Kernels.LANES;
  }

  /** Different numbers of a matrix. */
  static int triangle(int d) {
    return d * (d + 1) / 2;
  }

  /** Numbers of row r of a (d, d) matrix that are kept when packed. */
  static int kept(int r, int d) {
    return r == d - r ? r : d; // the last row of an even d holds each entry twice
  }

  /** Keeps q, written twice, for {@link #quadraticAgain}. */
  void hold(double[] q) {
    System.arraycopy(q, 0, twice, 0, d);
    System.arraycopy(q, 0, twice, d, d);
  }

  /** S = keep S + add e e'. */
  void addOuter(double keep, double add, double[] e, double[] s) {
    hold(e);
    Kernels.ACTIVE.addOuter(keep, add, e, twice, s, rows, width);
  }

  /** out = S q. */
  void multiply(double[] s, double[] q, double[] out) {
    hold(q);
    Kernels.ACTIVE.multiplyUpper(s, rows, width, twice, out);
    Arrays.fill(spill, 0);
    System.arraycopy(q, 0, left, 0, d);
    Kernels.ACTIVE.multiplyLower(s, lowerRows, width, left, spill);
    for (int i = 0; i < d; i++) {
      out[i] += spill[i] + spill[i + d];
    }
    Arrays.fill(out, d, width, 0);
  }

  /** q'S q, for q zero behind its last number. */
  double quadratic(double[] s, double[] q) {
    hold(q);
    return quadraticAgain(s, q);
  }

  /** The same for the q that was held or asked for last. */
  double quadraticAgain(double[] s, double[] q) {
    Kernels.ACTIVE.quadratic(s, rows, lowerRows, width, q, twice, left);
    return Kernels.sumOfFew(left, 0);
  }

  /** Adds to the entries (i, j) and (j, i) of S. */
  void add(int i, int j, double value, double[] s) {
    int r = Math.floorMod(j - i, d);
    if (r < rows) {
      s[r * width + i] += value;
    }
    if (r != 0 && d - r < rows) {
      s[(d - r) * width + j] += value;
    }
  }

  /** Entry (i, j) of S. */
  double get(int i, int j, double[] s) {
    int r = i <= j ? j - i : j - i + d;
    return r < rows ? s[r * width + i] : s[(d - r) * width + j];
  }
}
