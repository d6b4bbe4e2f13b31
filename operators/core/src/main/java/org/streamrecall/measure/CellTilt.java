package org.streamrecall.measure;

import java.util.Arrays;

/**
 * A cluster's cells under a tilt z: their log moment {@code C(z) = log sum_j pi_j e^{<z,u_j-u>}},
 * the variance of their scores {@code <z,u_j-u>}, and how the tilt moves their mean. The exponents
 * of all clusters are raised together, so each question has two halves.
 */
final class CellTilt {
  private static final int FEW = Kernels.FEW;
  private static final int NORMS = Audits.NORMS.length;
  private static final double SAFE = 150; // e^(-2 SAFE) is far from underflow
  private static final double LEAST_SHARE = 1e-300; // a sum of shares has a logarithm
  private static final int MOST = 2 * Cells.MOST;

  private final Cells cells;
  private final double[] share = new double[MOST]; // pi_j, zero behind the last
  private final double[] place = new double[Cells.MOST_AXES * MOST]; // u_j - u, (axes, padded)
  private final double[] reach = new double[Cells.MOST_AXES]; // at least |u_j - u|
  private final double[] mean = new double[Cells.MOST_AXES]; // u
  private final double[] scores = new double[MOST];
  private final double[][] audited = new double[Audits.DIRECTIONS][MOST]; // scores too
  private final double[] tilted = new double[MOST]; // p_j
  private final double[] lanes = new double[(1 + 2 * NORMS) * FEW];
  private final double[] z = new double[Cells.MOST_AXES];
  private final double[] ceiling = new double[Audits.DIRECTIONS]; // of the audited scores
  private final double[] floor = new double[Audits.DIRECTIONS];
  private int padded;
  private int at; // of the exponents of the last question
  private double highest; // at least the highest score
  private double lowest;
  private double sum; // of pi_j e^{score - highest}
  double variance; // of the last scores
  final double[] along = new double[Cells.MOST_AXES]; // w

  CellTilt(Cells cells) {
    this.cells = cells;
  }

  /** To be called when the cells have changed. */
  void prepare() {
    int count = cells.count;
    padded = (count + FEW - 1) & -FEW;
    if (count == 0) {
      return;
    }
    int axes = cells.axes;
    Kernels.ACTIVE.weigh(cells.weight, cells.at, axes, MOST, padded, lanes);
    double total = Kernels.sumOfFew(lanes, 0);
    for (int x = 0; x < axes; x++) {
      mean[x] = Kernels.sumOfFew(lanes, (1 + x) * FEW) / total;
    }
    Kernels.ACTIVE.centre(
        cells.weight, total, LEAST_SHARE, cells.at, mean, axes, MOST, padded, share, place);
    Arrays.fill(share, count, padded, 0);
    for (int x = 0; x < axes; x++) {
      Arrays.fill(place, x * padded + count, (x + 1) * padded, 0);
      reach[x] = cells.reach(x) + Math.abs(mean[x]);
    }
  }

  /** Scores, and bounds of them that exponentials can be taken from. */
  private void score(double[] a, double norm, double[] out) {
    cells.project(a, z);
    Kernels.ACTIVE.scores(z, place, cells.axes, padded, padded, out);
    highest = 0;
    for (int x = 0; x < cells.axes; x++) {
      highest = Math.fma(Math.abs(z[x]), reach[x], highest);
    }
    lowest = -highest;
    if (norm * highest > SAFE) {
      highest = out[0];
      lowest = out[0];
      for (int c = 1; c < cells.count; c++) {
        highest = Math.max(highest, out[c]);
        lowest = Math.min(lowest, out[c]);
      }
    }
  }

  // ---- all the norms of one direction and its opposite: each doubles the one before ----

  /** Asks along direction j; returns where the answer will stand. */
  int askAudits(double[] direction, int j, Batch batch) {
    score(direction, Audits.NORMS[NORMS - 1], audited[j]);
    ceiling[j] = highest;
    floor[j] = lowest;
    int first = batch.exponents(2 * padded);
    double norm = Audits.NORMS[0];
    Kernels.ACTIVE.fromBothEnds(audited[j], norm, highest, lowest, padded, batch.exponents, first);
    return first;
  }

  /**
   * Hands on the numbers whose logarithms beyond lacks, one for each norm and sign; returns where
   * they will stand.
   *
   * @param v a'Sa at norm 1
   * @param beyond C - var/2, but for the logarithms
   */
  int sumAudits(int j, int place, double v, double[] beyond, Batch batch) {
    Kernels.ACTIVE.powerSums(share, audited[j], batch.exponents, place, padded, lanes);
    double spread = 0.5 * Math.min(v, Kernels.sumOfFew(lanes, 0));
    double norm = Audits.NORMS[0];
    for (int i = 2 * j; i < Audits.COUNT; i += Audits.TILTS, norm *= 2) {
      beyond[i] = norm * ceiling[j] - norm * norm * spread;
      beyond[i + 1] = -norm * floor[j] - norm * norm * spread;
    }
    int first = batch.log(Kernels.sumOfFew(lanes, FEW));
    for (int i = 2; i <= 2 * NORMS; i++) {
      batch.log(Kernels.sumOfFew(lanes, i * FEW));
    }
    return first;
  }

  // ---- a query ----

  void ask(double[] a, Batch batch) {
    score(a, 1, scores);
    at = batch.exponents(padded);
    Kernels.ACTIVE.fromTop(scores, highest, padded, batch.exponents, at);
  }

  /** Fills variance; hands on the number whose logarithm {@link #moment} needs. */
  int sum(Batch batch) {
    Kernels.ACTIVE.tiltSums(share, scores, batch.exponents, at, padded, lanes);
    variance = Kernels.sumOfFew(lanes, 0);
    sum = Kernels.sumOfFew(lanes, FEW);
    return batch.log(sum);
  }

  /** C. */
  double moment(double log) {
    return highest + log;
  }

  /**
   * Fills along with {@code factor sum_j (p_j - keep pi_j <z,u_j-u>) (u_j-u)}.
   *
   * @param keep 0 or 1
   */
  void turn(double factor, double keep, Batch batch) {
    int axes = cells.axes;
    Kernels.ACTIVE.alongAxes(
        share, scores, keep, 1 / sum, batch.exponents, at, place, axes, padded, tilted, lanes);
    for (int x = 0; x < axes; x++) {
      along[x] = factor * Kernels.sumOfFew(lanes, x * FEW);
    }
  }

  /** Cov_tilted(u) - keep Cov(u) between two axes, after {@link #turn}. */
  double spread(int x, int y, double keep) {
    double product = 0;
    double meanX = 0;
    double meanY = 0;
    double plain = 0;
    for (int c = 0; c < cells.count; c++) {
      double ux = place[x * padded + c];
      double uy = place[y * padded + c];
      product += tilted[c] * ux * uy;
      meanX += tilted[c] * ux;
      meanY += tilted[c] * uy;
      plain += share[c] * ux * uy;
    }
    return product - meanX * meanY - keep * plain;
  }
}
