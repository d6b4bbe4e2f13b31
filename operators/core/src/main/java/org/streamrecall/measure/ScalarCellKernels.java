package org.streamrecall.measure;

import java.util.Arrays;

/** The loops over {@link CellTiles}, plain. */
abstract class ScalarCellKernels extends Kernels {
  private static final int AXES = Cells.MOST_AXES;

  @Override
  void centreCells(double[] share, double[] place, int tile, int cells, double least) {
    int from = tile * cells * FEW;
    for (int lane = 0; lane < FEW; lane++) {
      double total = 0;
      for (int c = 0, at = from + lane; c < cells; c++, at += FEW) {
        total += share[at];
      }
      for (int x = 0; x < AXES; x++) {
        double sum = 0;
        for (int c = 0, at = from + lane; c < cells; c++, at += FEW) {
          sum = Math.fma(share[at], place[axis(from, c, x) + lane], sum);
        }
        double mean = sum / total;
        for (int c = 0; c < cells; c++) {
          place[axis(from, c, x) + lane] -= mean;
        }
      }
      for (int c = 0, at = from + lane; c < cells; c++, at += FEW) {
        share[at] = Math.max(least, share[at] / total);
      }
    }
  }

  private static int axis(int from, int c, int x) {
    return from * AXES + (c * AXES + x) * FEW;
  }

  @Override
  void alongBasis(double[] a, double[] basis, int tile, int dims, double[] z) {
    int one = AXES * FEW;
    int to = tile * one;
    Arrays.fill(z, to, to + one, 0);
    for (int i = 0, at = tile * dims * one; i < dims; i++) {
      for (int j = 0; j < one; j++, at++) {
        z[to + j] = Math.fma(a[i], basis[at], z[to + j]);
      }
    }
  }

  @Override
  void cellScores(double[] z, double[] place, int tile, int cells, double[] out, double[] ends) {
    int from = tile * cells * FEW;
    for (int lane = 0; lane < FEW; lane++) {
      double highest = 0;
      double lowest = 0;
      for (int c = 0; c < cells; c++) {
        double score = 0;
        for (int x = 0; x < AXES; x++) {
          double along = z[(tile * AXES + x) * FEW + lane];
          score = Math.fma(along, place[axis(from, c, x) + lane], score);
        }
        out[from + c * FEW + lane] = score;
        highest = Math.max(highest, score);
        lowest = Math.min(lowest, score);
      }
      ends[2 * tile * FEW + lane] = highest;
      ends[(2 * tile + 1) * FEW + lane] = lowest;
    }
  }

  @Override
  void fromTop(double[] scores, double[] ends, int tile, int cells, double[] out) {
    int from = tile * cells * FEW;
    for (int i = 0; i < cells * FEW; i++) {
      out[from + i] = scores[from + i] - ends[2 * tile * FEW + i % FEW];
    }
  }

  @Override
  void fromBothEnds(double[] scores, double f, double[] ends, int tile, int cells, double[] out) {
    int n = cells * FEW;
    for (int i = 0; i < n; i++) {
      double score = scores[tile * n + i];
      out[2 * tile * n + i] = (score - ends[2 * tile * FEW + i % FEW]) * f;
      out[(2 * tile + 1) * n + i] = (ends[(2 * tile + 1) * FEW + i % FEW] - score) * f;
    }
  }

  @Override
  void tiltSums(
      double[] share,
      double[] scores,
      double[] t,
      int tile,
      int cells,
      double[] sums,
      double[] variances) {
    int from = tile * cells * FEW;
    for (int lane = 0; lane < FEW; lane++) {
      double sum = 0;
      double square = 0;
      for (int c = 0, at = from + lane; c < cells; c++, at += FEW) {
        square = Math.fma(share[at] * scores[at], scores[at], square);
        sum = Math.fma(share[at], t[at], sum);
      }
      sums[tile * FEW + lane] = sum;
      variances[tile * FEW + lane] = square;
    }
  }

  @Override
  void powerSums(
      double[] share,
      double[] scores,
      double[] t,
      int tile,
      int cells,
      double[] variances,
      double[] sums) {
    int n = cells * FEW;
    for (int lane = 0; lane < FEW; lane++) {
      double square = 0;
      for (int at = tile * n + lane; at < (tile + 1) * n; at += FEW) {
        square = Math.fma(share[at] * scores[at], scores[at], square);
      }
      variances[tile * FEW + lane] = square;
      for (int side = 0; side < 2; side++) {
        double first = 0;
        double second = 0;
        double fourth = 0;
        for (int i = lane; i < n; i += FEW) {
          double part = share[tile * n + i];
          double y = t[(2 * tile + side) * n + i];
          first = Math.fma(part, y, first);
          y = y * y;
          second = Math.fma(part, y, second);
          fourth = Math.fma(part, y * y, fourth);
        }
        int to = (2 * tile + side) * Audits.NORMS.length * FEW + lane;
        sums[to] = first;
        sums[to + FEW] = second;
        sums[to + 2 * FEW] = fourth;
      }
    }
  }

  @Override
  void turnCells(
      double[] share,
      double[] scores,
      double[] t,
      double[] sums,
      double[] keep,
      double[] factor,
      double[] place,
      int tile,
      int cells,
      double[] along) {
    int from = tile * cells * FEW;
    for (int lane = 0; lane < FEW; lane++) {
      int here = tile * FEW + lane;
      double one = 1 / sums[here];
      for (int x = 0; x < AXES; x++) {
        double sum = 0;
        for (int c = 0, at = from + lane; c < cells; c++, at += FEW) {
          double change = share[at] * (t[at] * one - scores[at] * keep[here]);
          sum = Math.fma(change, place[axis(from, c, x) + lane], sum);
        }
        along[(tile * AXES + x) * FEW + lane] = factor[here] * sum;
      }
    }
  }
}
