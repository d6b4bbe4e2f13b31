package org.streamrecall.measure;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.DoubleVector.zero;

import jdk.incubator.vector.DoubleVector;

/**
 * The loops over {@link CellTiles} on the Vector API. Every loop runs down a tile in steps of one
 * size, so that the JIT proves all its accesses at once.
 */
class VectorCellKernels extends VectorPacking {
  private static final int ROW = CellTiles.ROW;

  @Override
  void centreCells(double[] share, double[] place, int tile, int cells, double least) {
    int n = cells * FEW;
    for (int j = 0; j < FEW; j += STEP) {
      int from = tile * n + j;
      int first = tile * cells * ROW + j;
      DoubleVector total = zero(SPECIES);
      DoubleVector a = total;
      DoubleVector b = total;
      DoubleVector c = total;
      DoubleVector d = total;
      for (int i = 0; i < cells; i++) {
        DoubleVector weight = fromArray(SPECIES, share, from + i * FEW);
        int at = first + i * ROW;
        total = total.add(weight);
        a = weight.fma(fromArray(SPECIES, place, at), a);
        b = weight.fma(fromArray(SPECIES, place, at + FEW), b);
        c = weight.fma(fromArray(SPECIES, place, at + 2 * FEW), c);
        d = weight.fma(fromArray(SPECIES, place, at + 3 * FEW), d);
      }
      a = a.div(total);
      b = b.div(total);
      c = c.div(total);
      d = d.div(total);
      for (int i = 0; i < cells; i++) {
        fromArray(SPECIES, share, from + i * FEW)
            .div(total)
            .max(least)
            .intoArray(share, from + i * FEW);
        int at = first + i * ROW;
        fromArray(SPECIES, place, at).sub(a).intoArray(place, at);
        fromArray(SPECIES, place, at + FEW).sub(b).intoArray(place, at + FEW);
        fromArray(SPECIES, place, at + 2 * FEW).sub(c).intoArray(place, at + 2 * FEW);
        fromArray(SPECIES, place, at + 3 * FEW).sub(d).intoArray(place, at + 3 * FEW);
      }
    }
  }

  @Override
  void alongBasis(double[] a, double[] basis, int tile, int dims, double[] z) {
    int to = tile * ROW;
    for (int j = 0; j < FEW; j += STEP) {
      int from = tile * dims * ROW + j;
      DoubleVector p = zero(SPECIES);
      DoubleVector q = p;
      DoubleVector r = p;
      DoubleVector s = p;
      for (int i = 0; i < dims; i++) {
        DoubleVector by = broadcast(SPECIES, a[i]);
        int at = from + i * ROW;
        p = by.fma(fromArray(SPECIES, basis, at), p);
        q = by.fma(fromArray(SPECIES, basis, at + FEW), q);
        r = by.fma(fromArray(SPECIES, basis, at + 2 * FEW), r);
        s = by.fma(fromArray(SPECIES, basis, at + 3 * FEW), s);
      }
      p.intoArray(z, to + j);
      q.intoArray(z, to + j + FEW);
      r.intoArray(z, to + j + 2 * FEW);
      s.intoArray(z, to + j + 3 * FEW);
    }
  }

  @Override
  void cellScores(double[] z, double[] place, int tile, int cells, double[] out, double[] ends) {
    for (int j = 0; j < FEW; j += STEP) {
      DoubleVector p = fromArray(SPECIES, z, tile * ROW + j);
      DoubleVector q = fromArray(SPECIES, z, tile * ROW + j + FEW);
      DoubleVector r = fromArray(SPECIES, z, tile * ROW + j + 2 * FEW);
      DoubleVector s = fromArray(SPECIES, z, tile * ROW + j + 3 * FEW);
      DoubleVector highest = zero(SPECIES);
      DoubleVector lowest = highest;
      DoubleVector nothing = highest;
      int to = tile * cells * FEW + j;
      int from = tile * cells * ROW + j;
      for (int c = 0; c < cells; c++) {
        int at = from + c * ROW;
        DoubleVector score = p.fma(fromArray(SPECIES, place, at), nothing);
        score = q.fma(fromArray(SPECIES, place, at + FEW), score);
        score = r.fma(fromArray(SPECIES, place, at + 2 * FEW), score);
        score = s.fma(fromArray(SPECIES, place, at + 3 * FEW), score);
        highest = highest.max(score);
        lowest = lowest.min(score);
        score.intoArray(out, to + c * FEW);
      }
      highest.intoArray(ends, 2 * tile * FEW + j);
      lowest.intoArray(ends, 2 * tile * FEW + j + FEW);
    }
  }

  @Override
  void fromTop(double[] scores, double[] ends, int tile, int cells, double[] out) {
    for (int j = 0; j < FEW; j += STEP) {
      DoubleVector highest = fromArray(SPECIES, ends, 2 * tile * FEW + j);
      int from = tile * cells * FEW + j;
      for (int c = 0; c < cells; c++) {
        fromArray(SPECIES, scores, from + c * FEW).sub(highest).intoArray(out, from + c * FEW);
      }
    }
  }

  @Override
  void fromBothEnds(double[] scores, double f, double[] ends, int tile, int cells, double[] out) {
    int n = cells * FEW;
    for (int j = 0; j < FEW; j += STEP) {
      DoubleVector highest = fromArray(SPECIES, ends, 2 * tile * FEW + j);
      DoubleVector lowest = fromArray(SPECIES, ends, 2 * tile * FEW + j + FEW);
      int from = tile * n + j;
      int up = 2 * tile * n + j;
      int down = up + n;
      for (int c = 0; c < cells; c++) {
        DoubleVector score = fromArray(SPECIES, scores, from + c * FEW);
        score.sub(highest).mul(f).intoArray(out, up + c * FEW);
        lowest.sub(score).mul(f).intoArray(out, down + c * FEW);
      }
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
    for (int j = 0; j < FEW; j += STEP) {
      DoubleVector square = zero(SPECIES);
      DoubleVector sum = square;
      int from = tile * cells * FEW + j;
      for (int c = 0; c < cells; c++) {
        DoubleVector part = fromArray(SPECIES, share, from + c * FEW);
        DoubleVector score = fromArray(SPECIES, scores, from + c * FEW);
        square = part.mul(score).fma(score, square);
        sum = part.fma(fromArray(SPECIES, t, from + c * FEW), sum);
      }
      sum.intoArray(sums, tile * FEW + j);
      square.intoArray(variances, tile * FEW + j);
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
    int half = Audits.NORMS.length * FEW;
    for (int j = 0; j < FEW; j += STEP) {
      DoubleVector square = zero(SPECIES);
      DoubleVector up1 = square;
      DoubleVector up2 = square;
      DoubleVector up4 = square;
      DoubleVector down1 = square;
      DoubleVector down2 = square;
      DoubleVector down4 = square;
      int from = tile * n + j;
      int above = 2 * tile * n + j;
      int below = above + n;
      for (int c = 0; c < cells; c++) {
        DoubleVector part = fromArray(SPECIES, share, from + c * FEW);
        DoubleVector y = fromArray(SPECIES, scores, from + c * FEW);
        square = part.mul(y).fma(y, square);
        DoubleVector up = fromArray(SPECIES, t, above + c * FEW);
        up1 = part.fma(up, up1);
        up = up.mul(up);
        up2 = part.fma(up, up2);
        up4 = part.fma(up.mul(up), up4);
        DoubleVector down = fromArray(SPECIES, t, below + c * FEW);
        down1 = part.fma(down, down1);
        down = down.mul(down);
        down2 = part.fma(down, down2);
        down4 = part.fma(down.mul(down), down4);
      }
      square.intoArray(variances, tile * FEW + j);
      int to = 2 * tile * half + j;
      up1.intoArray(sums, to);
      up2.intoArray(sums, to + FEW);
      up4.intoArray(sums, to + 2 * FEW);
      down1.intoArray(sums, to + half);
      down2.intoArray(sums, to + half + FEW);
      down4.intoArray(sums, to + half + 2 * FEW);
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
    for (int j = 0; j < FEW; j += STEP) {
      int here = tile * FEW + j;
      DoubleVector one = broadcast(SPECIES, 1).div(fromArray(SPECIES, sums, here));
      DoubleVector kept = fromArray(SPECIES, keep, here);
      DoubleVector p = zero(SPECIES);
      DoubleVector q = p;
      DoubleVector r = p;
      DoubleVector s = p;
      int from = tile * cells * FEW + j;
      int first = tile * cells * ROW + j;
      for (int c = 0; c < cells; c++) {
        DoubleVector before = fromArray(SPECIES, scores, from + c * FEW).mul(kept);
        DoubleVector now = fromArray(SPECIES, t, from + c * FEW).mul(one);
        DoubleVector change = fromArray(SPECIES, share, from + c * FEW).mul(now.sub(before));
        int at = first + c * ROW;
        p = change.fma(fromArray(SPECIES, place, at), p);
        q = change.fma(fromArray(SPECIES, place, at + FEW), q);
        r = change.fma(fromArray(SPECIES, place, at + 2 * FEW), r);
        s = change.fma(fromArray(SPECIES, place, at + 3 * FEW), s);
      }
      DoubleVector by = fromArray(SPECIES, factor, here);
      int to = tile * ROW + j;
      p.mul(by).intoArray(along, to);
      q.mul(by).intoArray(along, to + FEW);
      r.mul(by).intoArray(along, to + 2 * FEW);
      s.mul(by).intoArray(along, to + 3 * FEW);
    }
  }
}
