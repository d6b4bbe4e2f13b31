package org.streamrecall.measure;

import java.util.Arrays;

/**
 * The exponential moment of a cluster from its moments, its cells and its audits:
 *
 * <pre>
 *   log E e^{&lt;a,v-m&gt;}  =  v/2 + lambda (C(z) - var(z)/2) + rho(v),
 *   v = a'Sa,  z = U'a,  C(z) = log sum_j pi_j e^{&lt;z,u_j-u&gt;},  var = sum_j pi_j &lt;z,u_j-u&gt;^2
 * </pre>
 *
 * v/2 alone is the Gaussian closure; C - var/2 is what the cells know beyond it, lambda how far the
 * audits believe them, and rho(v) = kappa(v) v^2 what the audits see beyond both, in the form that
 * an elliptical cluster has. lambda and kappa are fitted to the audits, least squares; a cluster
 * too young for audits freezes at its farthest token instead ({@link HeavyTail}). The tilted mean
 * is the gradient.
 */
final class Closure {
  final Cluster cluster;
  private final Workspace work;
  final ClosureFit fit;
  private CellTiles tiles; // where its cells stand
  int lane = -1; // there, if they are believed
  boolean fitted; // to its cluster as it is, which has no cells
  private double logMass;
  private final double[] eigenvalue = new double[Cells.MOST_AXES];
  private double[] crossAxes = new double[0]; // XU, (contentDims, MOST_AXES)

  // the last tilt
  private double[] tilt; // a
  private final double[] image; // Sa
  private boolean imaged;
  private double moment;
  private double correction;
  private double rho;
  double slope; // s
  private double variance; // v
  double bend; // rho''
  boolean clipped;

  Closure(Cluster cluster, Workspace work) {
    this.cluster = cluster;
    this.work = work;
    fit = new ClosureFit(cluster, work);
    image = new double[work.width];
  }

  /** To be called when the cluster has changed: fits this one alone, not to be tilted. */
  void fit() {
    fitted = false;
    work.single.clear();
    work.single.add(this);
    work.single.fit();
    fitted = false; // it will go on to change
  }

  /**
   * @param logMassNow the logarithm of the mass
   * @param logMiddle that of the fit's {@link ClosureFit#middle}
   */
  void fit(CellTiles cellTiles, double logMassNow, double logMiddle) {
    tiles = cellTiles;
    logMass = logMassNow;
    fit.fit(tiles, lane, logMiddle);
    fitted = !fit.shaped();
  }

  /** Makes its lane ready to be tilted. */
  void face() {
    tiles.face(lane, cluster.cells);
    if (!cluster.varies || !cluster.spread) {
      return;
    }
    if (crossAxes.length == 0) {
      crossAxes = new double[work.contentDims * Cells.MOST_AXES];
    }
    Cells cells = cluster.cells;
    for (int x = 0; x < cells.axes; x++) {
      eigenvalue[x] = cluster.quadratic(cells.basis[x]);
      for (int t = 0; t < work.contentDims; t++) {
        crossAxes[t * Cells.MOST_AXES + x] =
            Kernels.ACTIVE.dot(cells.basis[x], cluster.cross, t * work.width, work.width);
      }
    }
  }

  // ---- a tilt, in two steps, its cells being tilted before and turned after; the matrix holds a

  /**
   * Returns v = a'Sa.
   *
   * @param a (width), to be left as it is until the next tilt
   */
  double tilt(double[] a) {
    tilt = a;
    imaged = false;
    variance = cluster.spread ? work.matrix.quadraticAgain(cluster.covariance, a) : 0;
    return variance;
  }

  /**
   * @param inner a'm
   * @param logVariance log v, if v is positive
   */
  void finishTilt(double inner, double logVariance) {
    moment = logMass + inner;
    slope = 1;
    rho = 0;
    correction = 0;
    clipped = false;
    bend = 0;
    if (!cluster.spread) {
      return;
    }
    fit.tail.evaluate(variance, logVariance);
    slope += 2 * fit.tail.slope;
    bend = fit.tail.bend;
    rho = fit.tail.rho;
    correction = rho;
    if (lane >= 0) {
      double varied = tiles.variance(lane);
      clipped = varied > variance;
      if (clipped) {
        slope -= lambda();
      }
      tiles.believe(lane, lambda(), !clipped);
      correction += lambda() * (tiles.moment(lane) - 0.5 * Math.min(varied, variance));
    }
    moment += 0.5 * variance + correction;
  }

  /** How far the cells move the tilted mean along an axis. */
  private double along(int axis) {
    return tiles.along(lane, axis);
  }

  /** S a. */
  double[] image() {
    if (!imaged) {
      work.matrix.multiply(cluster.covariance, tilt, image);
      imaged = true;
    }
    return image;
  }

  /** The log moment of the last tilt, mass included. */
  double moment() {
    return moment;
  }

  /** sum += weight times the tilted tag, m + slope S a + U along. */
  void addTag(double weight, double[] sum) {
    addTurned(weight, sum);
    if (cluster.spread) {
      Kernels.ACTIVE.axpy(weight * slope, image(), sum, work.width);
    }
  }

  /** The same in two parts: sum += weight (m + U along), and spread += weight slope S. */
  void addTag(double weight, double[] sum, double[] spread) {
    addTurned(weight, sum);
    if (cluster.spread) {
      Kernels.ACTIVE.axpy(weight * slope, cluster.covariance, spread, spread.length);
    }
  }

  private void addTurned(double weight, double[] sum) {
    Kernels.ACTIVE.axpy(weight, cluster.mean, sum, work.width);
    if (lane >= 0) {
      for (int x = 0; x < cluster.cells.axes; x++) {
        work.axis[x] = along(x);
      }
      Kernels.ACTIVE.addTurned(
          weight, work.axis, cluster.cells.basis, cluster.cells.axes, sum, work.width);
    }
  }

  /**
   * sum += weight times the tilted content, c + slope X a + X U D^-1 along: the content follows the
   * tag linearly, D being S within the axes.
   */
  void addContent(double weight, double[] sum) {
    boolean follows = cluster.varies && cluster.spread;
    for (int t = 0; t < work.contentDims; t++) {
      double value = cluster.content[t];
      if (follows) {
        value = Math.fma(slope, linear(t), value);
        for (int x = 0; lane >= 0 && x < cluster.cells.axes; x++) {
          value = Math.fma(crossAxes[t * Cells.MOST_AXES + x], inverse(x) * along(x), value);
        }
      }
      sum[t] = Math.fma(weight, value, sum[t]);
    }
  }

  /** X a, of content t. */
  double linear(int t) {
    return Kernels.ACTIVE.dot(tilt, cluster.cross, t * work.width, work.width);
  }

  /** X U D^-1: how content t follows the tag along an axis. */
  double onAxis(int t, int axis) {
    return crossAxes[t * Cells.MOST_AXES + axis] * inverse(axis);
  }

  private double inverse(int axis) {
    return eigenvalue[axis] > 0 ? 1 / eigenvalue[axis] : 0;
  }

  /** da += weight (d content / da)' g. */
  void addContentGradient(double weight, double[] g, double[] da) {
    if (!cluster.varies || !cluster.spread) {
      return;
    }
    double linear = 0; // <g, X a>
    double[] h = work.axis;
    Arrays.fill(h, 0);
    for (int t = 0; t < work.contentDims; t++) {
      int row = t * work.width;
      linear = Math.fma(g[t], linear(t), linear);
      double factor = weight * slope * g[t];
      for (int i = 0; i < work.d; i++) {
        da[i] = Math.fma(factor, cluster.cross[row + i], da[i]);
      }
      for (int x = 0; lane >= 0 && x < cluster.cells.axes; x++) {
        h[x] = Math.fma(g[t], crossAxes[t * Cells.MOST_AXES + x], h[x]);
      }
    }
    double bending = 4 * weight * bend * linear;
    Kernels.ACTIVE.axpy(bending, image(), da, work.width);
    if (lane >= 0) {
      for (int x = 0; x < cluster.cells.axes; x++) {
        h[x] *= inverse(x);
      }
      addCellGradient(weight, h, da);
    }
  }

  /** da += weight U (d along / dz)' h. */
  private void addCellGradient(double weight, double[] h, double[] da) {
    Cells cells = cluster.cells;
    for (int x = 0; x < cells.axes; x++) {
      double sum = 0;
      for (int y = 0; y < cells.axes; y++) {
        sum = Math.fma(cellSpread(x, y), h[y], sum);
      }
      for (int i = 0; i < work.d; i++) {
        da[i] = Math.fma(weight * sum, cells.basis[x][i], da[i]);
      }
    }
  }

  /** lambda (Cov_tilted(u) - Cov(u)) between two axes; clipped, without the second. */
  double cellSpread(int x, int y) {
    return lambda() * tiles.spread(lane, x, y);
  }

  // ---- what the error bound reads, of the last tilt ----

  double lambda() {
    return fit.lambda;
  }

  /** v = a'Sa. */
  double variance() {
    return variance;
  }

  /** |Sa|^2. */
  double imageSquare() {
    return Kernels.ACTIVE.dot(image(), image, work.width);
  }

  /** lambda (C - var/2) + rho: how far the log moment is from the Gaussian one. */
  double correction() {
    return correction;
  }

  double rho() {
    return rho;
  }

  /** |U along|, the axes being orthonormal. */
  double turned() {
    double sum = 0;
    for (int x = 0; lane >= 0 && x < cluster.cells.axes; x++) {
      sum = Math.fma(along(x), along(x), sum);
    }
    return Math.sqrt(sum);
  }

  /** a'S b for direction b of an audit. */
  double along(double[] direction) {
    return Kernels.ACTIVE.dot(image(), direction, work.width);
  }
}
