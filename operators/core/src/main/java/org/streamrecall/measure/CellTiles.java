package org.streamrecall.measure;

import java.util.Arrays;

/**
 * The cells of several clusters side by side under a tilt z: of each their log moment {@code C(z) =
 * log sum_j pi_j e^{<z,u_j-u>}}, the variance of their scores {@code <z,u_j-u>}, and how the tilt
 * moves their mean. Eight clusters make a tile and each has a lane of it, so that all steps run
 * down whole vectors and no sum crosses one.
 *
 * <pre>
 *   share    pi      (tiles, cells, 8), zero behind a cluster's last cell
 *   place    u_j-u   (tiles, cells, axes, 8)
 *   basis    U       (tiles, tagDims, axes, 8)
 *   z, along U'a, w  (tiles, axes, 8)
 * </pre>
 */
final class CellTiles {
  private static final int EIGHT = Kernels.FEW;
  private static final int AXES = Cells.MOST_AXES;
  static final int ROW = AXES * EIGHT; // all axes of one cell or dimension
  private static final int NORMS = Audits.NORMS.length;
  private static final int LOGS = 2 * NORMS * EIGHT; // of a tile
  private static final double LEAST_SHARE = 1e-300; // a sum of shares has a logarithm

  private final int d;
  private int lanes;
  private int tiles;
  private int cells; // most of a cluster
  private double[] share = {};
  private double[] place = {};
  private double[] basis = {};
  private double[] scores = {};
  private double[] exponents = {};
  private double[] z = {};
  private double[] along = {};
  private double[] ends = {}; // highest and lowest score, (tiles, 2, 8)
  private double[] sums = {}; // of pi_j e^{score - highest}, (tiles, 8)
  private double[] variances = {};
  private double[] logs = {};
  private double[] keep = {}; // 0 or 1
  private double[] factor = {};
  private final double[] one = new double[AXES];

  // the covariances between axes at the last tilt, once asked for
  private boolean spreadKnown;
  private double[] weighted = {};
  private double[] ones = {};
  private double[] zeros = {};
  private double[] means = {};
  private final double[][] products = new double[AXES][0];

  // of each direction of the audits
  private final double[][] auditEnds = new double[Audits.DIRECTIONS][0];
  private final double[][] auditLogs = new double[Audits.DIRECTIONS][0]; // (tiles, 2, NORMS, 8)
  private final double[][] auditVariances = new double[Audits.DIRECTIONS][0];

  CellTiles(int d) {
    this.d = d;
  }

  // ---- the cells ----

  /**
   * Makes room; every lane is to be {@link #put} before {@link #centre}.
   *
   * @param most cells of the cluster that has most
   */
  void start(int lanes, int most) {
    this.lanes = lanes;
    tiles = (lanes + EIGHT - 1) / EIGHT;
    cells = most;
    int all = tiles * EIGHT;
    share = room(share, all * cells);
    scores = room(scores, all * cells);
    exponents = room(exponents, 2 * all * cells);
    place = room(place, all * cells * AXES);
    basis = room(basis, all * d * AXES);
    z = room(z, all * AXES);
    along = room(along, all * AXES);
    ends = room(ends, 2 * all);
    sums = room(sums, all);
    variances = room(variances, all);
    logs = room(logs, all);
    keep = room(keep, all);
    factor = room(factor, all);
    for (int j = 0; j < Audits.DIRECTIONS; j++) {
      auditEnds[j] = room(auditEnds[j], 2 * all);
      auditLogs[j] = room(auditLogs[j], 2 * NORMS * all);
      auditVariances[j] = room(auditVariances[j], all);
    }
  }

  private static double[] room(double[] array, int length) {
    return array.length < length ? new double[length] : array;
  }

  private static int tile(int lane) {
    return lane / EIGHT;
  }

  private int cell(int lane, int c) {
    return (tile(lane) * cells + c) * EIGHT + lane % EIGHT;
  }

  private int cellAxis(int lane, int c, int x) {
    return ((tile(lane) * cells + c) * AXES + x) * EIGHT + lane % EIGHT;
  }

  private static int axis(int lane, int x) {
    return (tile(lane) * AXES + x) * EIGHT + lane % EIGHT;
  }

  /** Fills a lane; behind the last cell the first stands again, without weight. */
  void put(int lane, Cells from) {
    int count = from.count;
    int first = cell(lane, 0);
    for (int c = 0; c < count; c++) {
      share[first + c * EIGHT] = from.weight[c];
    }
    for (int c = count; c < cells; c++) {
      share[first + c * EIGHT] = 0;
    }
    for (int x = 0; x < AXES; x++) {
      int to = cellAxis(lane, 0, x);
      int at = Cells.place(x, 0);
      for (int c = 0; c < count; c++) {
        place[to + c * ROW] = from.at[at + c];
      }
      for (int c = count; c < cells; c++) {
        place[to + c * ROW] = from.at[at];
      }
    }
  }

  /** Centres the cells of each lane, and makes their weights shares. */
  void centre() {
    for (int lane = lanes; lane < tiles * EIGHT; lane++) {
      for (int c = 0; c < cells; c++) {
        share[cell(lane, c)] = 1;
        for (int x = 0; x < AXES; x++) {
          place[cellAxis(lane, c, x)] = 0;
        }
      }
      for (int x = 0; x < AXES; x++) {
        z[axis(lane, x)] = 0;
      }
      keep[lane] = 0;
      factor[lane] = 0;
    }
    for (int tile = 0; tile < tiles; tile++) {
      Kernels.ACTIVE.centreCells(share, place, tile, cells, LEAST_SHARE);
    }
  }

  /** Gives a lane its axes, for {@link #tilt}. */
  void face(int lane, Cells from) {
    for (int x = 0; x < AXES; x++) {
      int at = (tile(lane) * d * AXES + x) * EIGHT + lane % EIGHT;
      for (int i = 0; i < d; i++, at += ROW) {
        basis[at] = x < from.axes ? from.basis[x][i] : 0;
      }
    }
  }

  private void score(double[] scoreEnds) {
    for (int tile = 0; tile < tiles; tile++) {
      Kernels.ACTIVE.cellScores(z, place, tile, cells, scores, scoreEnds);
    }
  }

  // ---- all the norms of one direction and its opposite: each doubles the one before ----

  /** Points a lane along a direction, (width), for {@link #audit}. */
  void aim(int lane, Cells from, double[] direction) {
    Arrays.fill(one, 0);
    from.project(direction, one);
    for (int x = 0; x < AXES; x++) {
      z[axis(lane, x)] = one[x];
    }
  }

  /** Takes the log moments of all lanes along direction j. */
  void audit(int j) {
    score(auditEnds[j]);
    double norm = Audits.NORMS[0];
    for (int tile = 0; tile < tiles; tile++) {
      Kernels.ACTIVE.fromBothEnds(scores, norm, auditEnds[j], tile, cells, exponents);
    }
    Kernels.ACTIVE.exp(exponents, 2 * tiles * cells * EIGHT);
    for (int tile = 0; tile < tiles; tile++) {
      Kernels.ACTIVE.powerSums(
          share, scores, exponents, tile, cells, auditVariances[j], auditLogs[j]);
    }
    Kernels.ACTIVE.log(auditLogs[j], tiles * LOGS);
  }

  /**
   * C - var/2 of a lane at each tilt of the audits, the variance being at most v, into out.
   *
   * @param v a'Sa at norm 1, (DIRECTIONS)
   */
  void beyond(int lane, double[] v, double[] out) {
    for (int i = 0; i < Audits.COUNT; i++) {
      int j = Audits.directionOf(i);
      int side = 2 * tile(lane) + i % 2;
      int n = i / Audits.TILTS;
      double norm = Audits.factor(i);
      double end = auditEnds[j][side * EIGHT + lane % EIGHT];
      double log = auditLogs[j][(side * NORMS + n) * EIGHT + lane % EIGHT];
      double variance = Math.min(v[j], auditVariances[j][lane]);
      out[i] = norm * end - 0.5 * norm * norm * variance + log;
    }
  }

  // ---- a query ----

  /** Tilts all lanes by a, (tagDims). */
  void tilt(double[] a) {
    for (int tile = 0; tile < tiles; tile++) {
      Kernels.ACTIVE.alongBasis(a, basis, tile, d, z);
    }
    score(ends);
    for (int tile = 0; tile < tiles; tile++) {
      Kernels.ACTIVE.fromTop(scores, ends, tile, cells, exponents);
    }
    Kernels.ACTIVE.exp(exponents, tiles * cells * EIGHT);
    for (int tile = 0; tile < tiles; tile++) {
      Kernels.ACTIVE.tiltSums(share, scores, exponents, tile, cells, sums, variances);
    }
    System.arraycopy(sums, 0, logs, 0, tiles * EIGHT);
    Kernels.ACTIVE.log(logs, tiles * EIGHT);
  }

  /** C of the last tilt. */
  double moment(int lane) {
    return ends[2 * tile(lane) * EIGHT + lane % EIGHT] + logs[lane];
  }

  /** Variance of the scores at the last tilt, under the shares before it. */
  double variance(int lane) {
    return variances[lane];
  }

  /**
   * What {@link #turn} takes of a lane: {@code factor sum_j (p_j - keep pi_j <z,u_j-u>) (u_j-u)}.
   */
  void believe(int lane, double by, boolean keeps) {
    factor[lane] = by;
    keep[lane] = keeps ? 1 : 0;
  }

  void turn() {
    spreadKnown = false;
    for (int tile = 0; tile < tiles; tile++) {
      Kernels.ACTIVE.turnCells(
          share, scores, exponents, sums, keep, factor, place, tile, cells, along);
    }
  }

  /** How far the last tilt moves the mean of a lane along an axis. */
  double along(int lane, int x) {
    return along[axis(lane, x)];
  }

  /** Cov_tilted(u) - keep Cov(u) between two axes, for the last tilt. */
  double spread(int lane, int x, int y) {
    if (!spreadKnown) {
      fillSpreads();
      spreadKnown = true;
    }
    return products[x][axis(lane, y)] - means[axis(lane, x)] * means[axis(lane, y)];
  }

  /** What {@link #turn} sums, for cells that weigh as much as they lie out along an axis. */
  private void fillSpreads() {
    int all = tiles * EIGHT;
    weighted = room(weighted, all * cells);
    ones = room(ones, all * cells);
    zeros = room(zeros, all);
    means = room(means, all * AXES);
    Arrays.fill(ones, 1);
    turn(share, zeros, means);
    for (int x = 0; x < AXES; x++) {
      products[x] = room(products[x], all * AXES);
      for (int c = 0, at = x * EIGHT; c < tiles * cells * EIGHT; c += EIGHT, at += ROW) {
        for (int lane = 0; lane < EIGHT; lane++) {
          weighted[c + lane] = share[c + lane] * place[at + lane];
        }
      }
      turn(weighted, keep, products[x]);
    }
  }

  private void turn(double[] shares, double[] kept, double[] out) {
    for (int tile = 0; tile < tiles; tile++) {
      Kernels.ACTIVE.turnCells(shares, ones, exponents, sums, kept, ones, place, tile, cells, out);
    }
  }
}
