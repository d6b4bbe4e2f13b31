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
 * an elliptical cluster has. lambda and kappa are fitted to the audits, least squares. The tilted
 * mean is the gradient.
 */
final class Closure {
  private static final double LEAST_SLOPE = -0.25; // of rho: the tilted spread stays over half
  private static final double LEAST_SHARE = 1e-300; // of a cell: its logarithm is a number
  private static final double DOUBT = 3.0 / Audits.TILTS; // variance of a mean over the tilts

  private final Cluster cluster;
  private final Workspace work;

  private final double[] share; // pi_j
  private double lambda;
  private final double[] kappa = new double[Audits.NORMS.length];
  final double[] level = new double[Audits.NORMS.length]; // log v where kappa was seen
  private final double[] edge = new double[Audits.NORMS.length]; // v there
  private double logMass;
  private final double[] eigenvalue = new double[Cells.MOST_AXES];
  private double[] crossAxes = new double[0]; // XU, (contentDims, MOST_AXES)

  private double[] matrix; // S, each row of its wrapped diagonals, for the queries
  private boolean whole;

  // the last tilt
  final double[] image; // Sa
  private final double[] z = new double[Cells.MOST_AXES];
  private final double[] tilted; // p_j e^{..}, normalised
  private final double[] scores;
  private final double[] along = new double[Cells.MOST_AXES]; // w: the tilt beyond slope S a
  private double moment;
  private double correction;
  double slope; // s
  private double variance; // v
  double bend; // rho''
  boolean clipped;

  // the last evaluation of cells
  private double cellMoment; // C
  private double cellVariance;
  private double cellMean;
  private double highest; // of the scores
  private double lowest;

  // rho at the last v
  private double rho;
  private double rhoSlope;

  private final double[] gaussian = new double[Audits.PADDED];
  private final double[] beyond = new double[Audits.PADDED];
  private final double[] logs = new double[Audits.PADDED];
  private final double[] spreadAt = new double[Audits.PADDED];
  private final double[] residual = new double[Audits.PADDED]; // after the fit

  Closure(Cluster cluster, Workspace work) {
    this.cluster = cluster;
    this.work = work;
    image = new double[work.width];
    share = new double[2 * Cells.MOST];
    tilted = new double[2 * Cells.MOST];
    scores = new double[2 * Cells.MOST];
  }

  /** Fits lambda and kappa; to be called when the cluster has changed. */
  void prepare() {
    whole = false;
    logMass = Log.log(cluster.mass);
    prepareCells();
    prepareContent();
    lambda = 0;
    Arrays.fill(kappa, 0);
    if (!cluster.audits.on) {
      return;
    }
    evaluateAtAudits(cluster.audits);
    double product = 0;
    double square = 1e-12;
    for (int i = 0; i < Audits.COUNT; i++) {
      product = Math.fma(beyond[i], cluster.audits.log[i] - gaussian[i], product);
      square = Math.fma(beyond[i], beyond[i], square);
    }
    lambda = Math.min(1, Math.max(0, product / square));
    fitKappa();
    for (int i = 0; i < Audits.COUNT; i++) {
      evaluateRho(spreadAt[i]);
      residual[i] = cluster.audits.log[i] - gaussian[i] - lambda * beyond[i] - rho;
    }
  }

  private double[] whole() {
    if (matrix == null) {
      matrix = new double[work.d * work.width];
    }
    if (!whole) {
      work.matrix.expand(cluster.covariance, matrix);
      whole = true;
    }
    return matrix;
  }

  private void prepareCells() {
    Cells cells = cluster.cells;
    Arrays.fill(share, 0);
    double total = 0;
    for (int c = 0; c < cells.count; c++) {
      total += cells.weight[c];
    }
    for (int c = 0; c < cells.count; c++) {
      share[c] = Math.max(LEAST_SHARE, cells.weight[c] / total);
    }
  }

  private void prepareContent() {
    if (!cluster.varies || !cluster.spread || cluster.cells.count < 2) {
      return;
    }
    if (crossAxes.length == 0) {
      crossAxes = new double[work.contentDims * Cells.MOST_AXES];
    }
    Cells cells = cluster.cells;
    for (int x = 0; x < cells.axes; x++) {
      work.matrix.multiply(cluster.covariance, cells.basis[x], image);
      eigenvalue[x] = Kernels.ACTIVE.dot(image, cells.basis[x], work.width);
      for (int t = 0; t < work.contentDims; t++) {
        crossAxes[t * Cells.MOST_AXES + x] =
            Kernels.ACTIVE.dot(cells.basis[x], cluster.cross, t * work.width, work.width);
      }
    }
  }

  /** gaussian = v/2, beyond = C - var/2, spreadAt = v at each audited tilt. */
  private void evaluateAtAudits(Audits audits) {
    Cells cells = cluster.cells;
    for (int j = 0; j < Audits.DIRECTIONS; j++) {
      double[] direction = audits.direction[j];
      double v = 0;
      if (cluster.spread) {
        work.matrix.multiplyWhole(whole(), direction, image);
        v = Kernels.ACTIVE.dot(direction, image, work.width);
      }
      for (int i = 2 * j; i < Audits.COUNT; i += Audits.TILTS) {
        double factor = Audits.factor(i);
        spreadAt[i] = factor * factor * v;
        spreadAt[i + 1] = spreadAt[i];
        gaussian[i] = 0.5 * spreadAt[i];
        gaussian[i + 1] = gaussian[i];
        beyond[i] = 0;
        beyond[i + 1] = 0;
      }
      if (cells.count > 1) {
        cells.project(direction, z);
        cells.scores(z, scores);
        evaluateCells(false);
        cellsAtAudits(2 * j, 1);
        cellsAtAudits(2 * j + 1, -1);
      }
    }
    if (cells.count > 1) {
      Kernels.ACTIVE.log(logs, Audits.PADDED);
      for (int i = 0; i < Audits.COUNT; i++) {
        beyond[i] += logs[i];
      }
    }
  }

  /** beyond, but for logs, at the norms of one direction and sign: each doubles the one before. */
  private void cellsAtAudits(int at, int sign) {
    int count = cluster.cells.count;
    int n = Kernels.padded(count);
    double norm = sign * Audits.NORMS[0];
    double max = norm * (sign > 0 ? highest : lowest);
    for (int c = 0; c < n; c++) {
      tilted[c] = c < count ? norm * scores[c] - max : 0;
    }
    Kernels.ACTIVE.exp(tilted, n);
    for (int i = at; i < Audits.COUNT; i += Audits.TILTS) {
      double spread = norm * norm * cellVariance;
      beyond[i] = max - norm * cellMean - 0.5 * Math.min(spread, spreadAt[i]);
      logs[i] = Kernels.ACTIVE.dot(share, tilted, n);
      norm *= 2;
      max *= 2;
      for (int c = 0; c < n; c++) {
        tilted[c] *= tilted[c];
      }
    }
  }

  /** Fills mean, variance and range of the scores; if asked, their moment and tilted shares too. */
  private void evaluateCells(boolean tilt) {
    int count = cluster.cells.count;
    int n = Kernels.padded(count);
    double mean = Kernels.ACTIVE.dot(share, scores, n);
    highest = scores[0];
    lowest = scores[0];
    for (int c = 1; c < count; c++) {
      highest = Math.max(highest, scores[c]);
      lowest = Math.min(lowest, scores[c]);
    }
    double[] off = work.cells;
    for (int c = 0; c < n; c++) {
      off[c] = c < count ? scores[c] - mean : 0;
      tilted[c] = share[c] * off[c];
    }
    cellMean = mean;
    cellVariance = Kernels.ACTIVE.dot(tilted, off, n);
    if (tilt) {
      for (int c = 0; c < n; c++) {
        tilted[c] = c < count ? scores[c] - highest : 0;
      }
      Kernels.ACTIVE.exp(tilted, n);
      double sum = Kernels.ACTIVE.dot(share, tilted, n);
      double one = 1 / sum;
      for (int c = 0; c < n; c++) {
        tilted[c] = share[c] * tilted[c] * one;
      }
      cellMoment = highest + Log.log(sum) - mean;
    }
  }

  private void fitKappa() {
    for (int i = 0; i < Audits.COUNT; i++) {
      logs[i] = Math.max(spreadAt[i], 0) + 1e-12;
    }
    Kernels.ACTIVE.log(logs, Audits.PADDED);
    for (int n = 0; n < kappa.length; n++) {
      double sum = 0;
      double squares = 0;
      double levels = 0;
      for (int i = n * Audits.TILTS; i < (n + 1) * Audits.TILTS; i++) {
        double left = cluster.audits.log[i] - gaussian[i] - lambda * beyond[i];
        double k = left / (spreadAt[i] * spreadAt[i] + 1e-12);
        sum += k;
        squares = Math.fma(k, k, squares);
        levels += logs[i];
      }
      double mean = sum / Audits.TILTS;
      double doubt = Math.max(0, squares / Audits.TILTS - mean * mean) * DOUBT;
      kappa[n] = mean * mean * mean / (mean * mean + doubt + 1e-30);
      level[n] = levels / Audits.TILTS;
    }
    double least = 0;
    for (int n = 0; n < kappa.length; n++) {
      double v = Exp.exp(level[n]);
      edge[n] = v;
      double before = n == 0 ? 0 : gradient(n - 1);
      double after = n == kappa.length - 1 ? before : gradient(n);
      least = Math.min(least, v * (2 * kappa[n] + Math.min(before, after)));
    }
    if (least < LEAST_SLOPE) {
      for (int n = 0; n < kappa.length; n++) {
        kappa[n] *= LEAST_SLOPE / least;
      }
    }
  }

  /** d kappa / d log v between levels n and n + 1. */
  private double gradient(int n) {
    double apart = level[n + 1] - level[n];
    return apart > 1e-9 ? (kappa[n + 1] - kappa[n]) / apart : 0;
  }

  /** Fills rho, rhoSlope and bend at v: kappa runs straight in log v, rho straight beyond. */
  private void evaluateRho(double v) {
    int last = kappa.length - 1;
    rho = 0;
    rhoSlope = 0;
    bend = 0;
    if (!cluster.audits.on || !(v > 1e-9)) {
      return;
    }
    if (v <= edge[0]) {
      rho = kappa[0] * v * v;
      rhoSlope = 2 * kappa[0] * v;
      bend = 2 * kappa[0];
    } else if (v < edge[last]) {
      double logV = Log.log(v);
      int n = 0;
      while (v > edge[n + 1]) {
        n++;
      }
      double g = gradient(n);
      double k = kappa[n] + g * (logV - level[n]);
      rho = k * v * v;
      rhoSlope = v * (2 * k + g);
      bend = 2 * k + 3 * g;
    } else {
      double end = edge[last];
      rhoSlope = end * (2 * kappa[last] + gradient(last - 1));
      rho = Math.fma(rhoSlope, v - end, kappa[last] * end * end);
    }
  }

  /** log E e^{<a,v-m>} at the tilts of these audits, into out. */
  void shapeAt(Audits audits, double[] out) {
    evaluateAtAudits(audits);
    for (int i = 0; i < Audits.COUNT; i++) {
      evaluateRho(spreadAt[i]);
      out[i] = gaussian[i] + lambda * beyond[i] + rho;
    }
    Arrays.fill(out, Audits.COUNT, out.length, 0);
  }

  /**
   * The same for audits that start again from this. Where mass fades they do so every half-life,
   * for ever, and what audits and closure say to one another would grow without end: so no tail is
   * heavier than the heaviest audited at that norm. Else they start again at each doubling, too
   * seldom to matter, and that rule would cost a heavy tail a tenth.
   */
  void restartAt(Audits audits, double[] out) {
    shapeAt(audits, out);
    for (int i = 0; work.fades && cluster.audits.on && i < Audits.COUNT; i++) {
      double light = gaussian[i] + lambda * beyond[i];
      out[i] = Math.min(out[i], Math.max(light, cluster.audits.heaviest(i / Audits.TILTS)));
    }
  }

  /**
   * Tilts by a.
   *
   * @param a (width)
   */
  void tilt(double[] a) {
    moment = logMass + Kernels.ACTIVE.dot(a, cluster.mean, work.width);
    slope = 1;
    variance = 0;
    rho = 0;
    correction = 0;
    clipped = false;
    Arrays.fill(along, 0);
    if (!cluster.spread) {
      return;
    }
    work.matrix.multiplyWhole(whole(), a, image);
    variance = Kernels.ACTIVE.dot(a, image, work.width);
    evaluateRho(variance);
    slope += 2 * rhoSlope;
    correction = rho;
    if (lambda > 0) {
      correction += lambda * tiltCells(a);
    }
    moment += 0.5 * variance + correction;
  }

  /** The log moment of the last tilt, mass included. */
  double moment() {
    return moment;
  }

  /** C - var/2; fills along and corrects slope. */
  private double tiltCells(double[] a) {
    Cells cells = cluster.cells;
    cells.project(a, z);
    cells.scores(z, scores);
    evaluateCells(true);
    clipped = cellVariance > variance;
    if (clipped) {
      slope -= lambda;
    }
    int n = Kernels.padded(cells.count);
    double[] change = work.cells;
    for (int c = 0; c < n; c++) {
      double linear = clipped ? 0 : share[c] * (scores[c] - cellMean);
      change[c] = c < cells.count ? lambda * (tilted[c] - share[c] - linear) : 0;
    }
    for (int x = 0; x < cells.axes; x++) {
      along[x] = Kernels.ACTIVE.dot(change, cells.at, Cells.place(x, 0), n);
    }
    return cellMoment - 0.5 * (clipped ? variance : cellVariance);
  }

  /** sum += weight times the tilted tag, m + slope S a + U along. */
  void addTag(double weight, double[] sum) {
    Kernels.ACTIVE.axpy(weight, cluster.mean, sum, work.width);
    if (!cluster.spread) {
      return;
    }
    Kernels.ACTIVE.axpy(weight * slope, image, sum, work.width);
    for (int x = 0; lambda > 0 && x < cluster.cells.axes; x++) {
      Kernels.ACTIVE.axpy(weight * along[x], cluster.cells.basis[x], sum, work.width);
    }
  }

  /**
   * sum += weight times the tilted content, c + slope X a + X U D^-1 along: the content follows the
   * tag linearly, D being S within the axes.
   */
  void addContent(double weight, double[] a, double[] sum) {
    boolean follows = cluster.varies && cluster.spread;
    for (int t = 0; t < work.contentDims; t++) {
      double value = cluster.content[t];
      if (follows) {
        double linear = Kernels.ACTIVE.dot(a, cluster.cross, t * work.width, work.width);
        value = Math.fma(slope, linear, value);
        for (int x = 0; lambda > 0 && x < cluster.cells.axes; x++) {
          value = Math.fma(crossAxes[t * Cells.MOST_AXES + x], inverse(x) * along[x], value);
        }
      }
      sum[t] = Math.fma(weight, value, sum[t]);
    }
  }

  /** X U D^-1: how content t follows the tag along an axis. */
  double onAxis(int t, int axis) {
    return crossAxes[t * Cells.MOST_AXES + axis] * inverse(axis);
  }

  private double inverse(int axis) {
    return eigenvalue[axis] > 0 ? 1 / eigenvalue[axis] : 0;
  }

  /** da += weight (d content / da)' g. */
  void addContentGradient(double weight, double[] a, double[] g, double[] da) {
    if (!cluster.varies || !cluster.spread) {
      return;
    }
    double linear = 0; // <g, X a>
    double[] h = work.axis;
    Arrays.fill(h, 0);
    for (int t = 0; t < work.contentDims; t++) {
      int row = t * work.width;
      linear = Math.fma(g[t], Kernels.ACTIVE.dot(a, cluster.cross, row, work.width), linear);
      double factor = weight * slope * g[t];
      for (int i = 0; i < work.d; i++) {
        da[i] = Math.fma(factor, cluster.cross[row + i], da[i]);
      }
      for (int x = 0; lambda > 0 && x < cluster.cells.axes; x++) {
        h[x] = Math.fma(g[t], crossAxes[t * Cells.MOST_AXES + x], h[x]);
      }
    }
    double bending = 4 * weight * bend * linear;
    for (int i = 0; i < work.d; i++) {
      da[i] = Math.fma(bending, image[i], da[i]);
    }
    if (lambda > 0) {
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
    Cells cells = cluster.cells;
    double product = 0;
    double meanX = 0;
    double meanY = 0;
    double plain = 0;
    double plainX = 0;
    double plainY = 0;
    for (int c = 0; c < cells.count; c++) {
      double ux = cells.at[Cells.place(x, c)];
      double uy = cells.at[Cells.place(y, c)];
      product += tilted[c] * ux * uy;
      meanX += tilted[c] * ux;
      meanY += tilted[c] * uy;
      plain += share[c] * ux * uy;
      plainX += share[c] * ux;
      plainY += share[c] * uy;
    }
    double less = clipped ? 0 : plain - plainX * plainY;
    return lambda * (product - meanX * meanY - less);
  }

  // ---- what the error bound reads, of the last tilt ----

  double lambda() {
    return lambda;
  }

  /** v = a'Sa. */
  double variance() {
    return variance;
  }

  /** |Sa|^2. */
  double imageSquare() {
    return Kernels.ACTIVE.dot(image, image, work.width);
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
    for (double x : along) {
      sum = Math.fma(x, x, sum);
    }
    return Math.sqrt(sum);
  }

  double audited(int i) {
    return spreadAt[i];
  }

  double residual(int i) {
    return residual[i];
  }

  /** a'S b for direction b of an audit. */
  double along(double[] direction) {
    return Kernels.ACTIVE.dot(image, direction, work.width);
  }
}
