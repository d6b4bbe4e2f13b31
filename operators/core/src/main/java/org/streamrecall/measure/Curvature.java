package org.streamrecall.measure;

import java.util.Arrays;

/**
 * How a cluster's tilted tag and content move with the tilt, at the last tilt of its closure: the
 * second derivatives of the log moment, which are the covariances under the tilt.
 *
 * <pre>
 *   Cov[v,v] = d tag / da     = s S + 4 rho'' (Sa)(Sa)' + U K U'
 *   Cov[e,v] = d content / da = s X + 4 rho'' (Xa)(Sa)' + X U D^-1 K U'
 *   Var[e]   = as told + 4 rho'' (Xa)^2 + X U D^-1 K D^-1 U'X'
 *   K = lambda (Cov_tilted(u) - Cov(u))  between the cells; clipped, without the second
 * </pre>
 *
 * s is the closure's slope, the other letters are {@link Closure}'s.
 */
final class Curvature {
  private final Workspace work;
  private final double[][] spread = new double[Cells.MOST_AXES][Cells.MOST_AXES]; // K
  private final double[] axis = new double[Cells.MOST_AXES];
  private final double[] product = new double[Cells.MOST_AXES];
  private final double[] turned; // (width)

  Curvature(Workspace work) {
    this.work = work;
    turned = new double[work.width];
  }

  /** Adds the mean and covariances of a cluster under the last tilt of its closure. */
  void add(Cluster c, double weight, Moments sum) {
    Arrays.fill(sum.partTag, 0);
    Arrays.fill(sum.partContent, 0);
    c.closure.addTag(1, sum.partTag);
    c.closure.addContent(1, sum.partContent);
    sum.addPart(weight);
    addOwn(c, weight, sum);
    if (!c.spread || weight == 0) {
      return;
    }
    sum.addSpread(weight * c.closure.slope, c.covariance);
    if (c.closure.bend != 0) {
      addBend(c, weight, sum);
    }
    boolean shaped = c.closure.lambda() > 0;
    if (shaped) {
      fillSpread(c.closure, c.cells.axes);
      for (int x = 0; x < c.cells.axes; x++) {
        turn(c.cells, spread[x]);
        addProduct(weight, c.cells.basis[x], sum);
      }
    }
    if (c.varies) {
      addCross(c, weight, shaped, sum);
    }
  }

  private void addBend(Cluster c, double weight, Moments sum) {
    System.arraycopy(c.closure.image(), 0, sum.partTag, 0, work.width);
    for (int t = 0; t < work.contentDims; t++) {
      sum.partContent[t] = c.varies ? c.closure.linear(t) : 0;
    }
    sum.addDirection(4 * weight * c.closure.bend);
  }

  /** Adds weight times (x y' + y x') / 2, y being what was turned last. */
  private void addProduct(double weight, double[] x, Moments sum) {
    Arrays.fill(sum.partContent, 0);
    for (int i = 0; i < work.width; i++) {
      sum.partTag[i] = x[i] + turned[i];
    }
    sum.addDirection(weight / 4);
    for (int i = 0; i < work.width; i++) {
      sum.partTag[i] = x[i] - turned[i];
    }
    sum.addDirection(-weight / 4);
  }

  /** The variance of contents: as told, for a tilt of a Gaussian changes none. */
  private void addOwn(Cluster c, double weight, Moments sum) {
    for (int t = 0; t < work.contentDims; t++) {
      sum.addOwn(t, weight * c.contentSpread / work.contentDims);
    }
  }

  private void fillSpread(Closure closure, int axes) {
    for (int x = 0; x < axes; x++) {
      for (int y = 0; y <= x; y++) {
        spread[x][y] = closure.cellSpread(x, y);
        spread[y][x] = spread[x][y];
      }
    }
  }

  /** turned = U z. */
  private void turn(Cells cells, double[] z) {
    Arrays.fill(turned, 0);
    for (int x = 0; x < cells.axes; x++) {
      Kernels.ACTIVE.axpy(z[x], cells.basis[x], turned, work.width);
    }
  }

  /** K x. */
  private double[] product(double[] x, int axes) {
    for (int i = 0; i < axes; i++) {
      product[i] = 0;
      for (int j = 0; j < axes; j++) {
        product[i] = Math.fma(spread[i][j], x[j], product[i]);
      }
    }
    return product;
  }

  private void addCross(Cluster c, double weight, boolean shaped, Moments sum) {
    Closure closure = c.closure;
    for (int t = 0; t < work.contentDims; t++) {
      int row = t * work.width;
      sum.addFollow(t, weight * closure.slope, c.cross, row);
      if (shaped) {
        for (int x = 0; x < c.cells.axes; x++) {
          axis[x] = closure.onAxis(t, x);
        }
        double[] moved = product(axis, c.cells.axes);
        turn(c.cells, moved);
        sum.addFollow(t, weight, turned, 0);
        for (int x = 0; x < c.cells.axes; x++) {
          sum.addOwn(t, weight * moved[x] * axis[x]);
        }
      }
    }
  }
}
