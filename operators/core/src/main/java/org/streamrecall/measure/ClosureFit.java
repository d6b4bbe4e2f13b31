package org.streamrecall.measure;

import java.util.Arrays;

/** How far a cluster's audits believe its cells, and what they see beyond: lambda and rho. */
final class ClosureFit {
  /** Squares of log-moments that the cells must explain to be worth their work and their noise. */
  private static final double GAIN = 1e-3;

  /** No log moment of tags up to 1e15 is larger, whatever a closure says. */
  private static final double MOST = 1e18;

  private final Cluster cluster;
  private final Workspace work;
  final HeavyTail tail = new HeavyTail();
  double lambda;

  private final double[] v = new double[Audits.DIRECTIONS]; // at norm 1
  private final double[] light = new double[Audits.PADDED]; // v/2, then + lambda beyond
  private final double[] beyond = new double[Audits.PADDED]; // C - var/2
  private final double[] residual = new double[Audits.PADDED];
  private boolean checked; // whether residual is filled

  ClosureFit(Cluster cluster, Workspace work) {
    this.cluster = cluster;
    this.work = work;
  }

  // ---- the fit, least squares, in two steps ----

  void start() {
    lambda = 0;
    checked = false;
    if (cluster.audits.on) {
      spreadAt(cluster.audits);
    } else {
      tail.freezeAt(cluster.tokens);
    }
  }

  /** What {@link #fit} needs the logarithm of. */
  double middle() {
    return cluster.audits.on ? HeavyTail.middle(v) : 1;
  }

  /** Whether there are cells to be fitted. */
  boolean shaped() {
    return cluster.audits.on && cluster.cells.count > 1;
  }

  /**
   * @param lane of the cells in the tiles, or -1
   * @param logMiddle the logarithm of {@link #middle}
   */
  void fit(CellTiles tiles, int lane, double logMiddle) {
    Audits audits = cluster.audits;
    if (!audits.on) {
      return;
    }
    if (lane >= 0) {
      believe(tiles, lane);
    }
    tail.fit(audits.log(), light, v, logMiddle);
  }

  private void believe(CellTiles tiles, int lane) {
    tiles.beyond(lane, v, beyond);
    double[] log = cluster.audits.log();
    double product = 0;
    double square = 1e-12;
    for (int i = 0; i < Audits.COUNT; i++) {
      product = Math.fma(beyond[i], log[i] - light[i], product);
      square = Math.fma(beyond[i], beyond[i], square);
    }
    lambda = Math.min(1, Math.max(0, product / square));
    if (product * product < GAIN * square) {
      lambda = 0;
    }
    addCells();
  }

  /** light = v/2 at the tilts of these audits. */
  private void spreadAt(Audits audits) {
    for (int j = 0; j < Audits.DIRECTIONS; j++) {
      v[j] = cluster.quadratic(audits.direction[j]);
      for (int i = 2 * j, n = 0; i < Audits.COUNT; i += Audits.TILTS, n++) {
        light[i] = 0.5 * Audits.NORMS[n] * Audits.NORMS[n] * v[j];
        light[i + 1] = light[i];
      }
    }
  }

  private void addCells() {
    for (int i = 0; i < Audits.COUNT; i++) {
      light[i] = Math.fma(lambda, beyond[i], light[i]);
    }
  }

  /** v at an audited tilt. */
  double audited(int i) {
    double norm = Audits.factor(i);
    return norm * norm * v[Audits.directionOf(i)];
  }

  /** What an audit sees beyond the fit. */
  double residual(int i) {
    if (!checked) {
      double[] log = cluster.audits.log();
      for (int k = 0; k < Audits.COUNT; k++) {
        residual[k] = log[k] - light[k] - heavy(k);
      }
      checked = true;
    }
    return residual[i];
  }

  private double heavy(int i) {
    double there = audited(i);
    tail.evaluate(there, there > 0 ? Log.log(there) : 0);
    return tail.rho;
  }

  /** log E e^{<a,v-m>} at the tilts of these audits, into out; right after a fit of this alone. */
  void shapeAt(Audits audits, double[] out) {
    spreadAt(audits);
    if (lambda > 0) {
      work.single.audit(audits, v, beyond);
      addCells();
    }
    checked = false;
    for (int i = 0; i < Audits.COUNT; i++) {
      out[i] = Math.max(-MOST, Math.min(MOST, light[i] + heavy(i)));
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
      out[i] = Math.min(out[i], Math.max(light[i], cluster.audits.heaviest(i / Audits.TILTS)));
    }
  }
}
