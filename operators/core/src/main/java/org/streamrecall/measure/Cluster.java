package org.streamrecall.measure;

import java.util.Arrays;

/**
 * One cluster of the sketch, unpacked: the running moments of what it absorbed, its cells and its
 * audits.
 *
 * <pre>
 *   n, m, S     mass, mean and covariance of v
 *   c, X        mean of e, and cross-covariance of e with v
 *   cells       its shape along the principal axes
 *   audits      exact log-moments at a few tilts
 * </pre>
 *
 * A cluster that never saw two different tags is a point: S and X are zero and take no memory.
 */
final class Cluster {
  /** Tokens from which on axes are worth learning. */
  static final int GROWN = 64;

  private static final double REFRESH = 0.09531017980432487; // log 1.1: axes follow the mass
  private static final double DOUBLED = Decay.LN_2;
  private static final double STRAYED = 0.9;
  private static final double NEARLY_ALL = 0.99;

  private final Workspace work;
  int home; // its place in the packed memory
  boolean complete; // whether everything is unpacked, not only the head
  boolean dirty; // whether it must be packed again
  boolean turned; // whether its directions were chosen anew
  double mass;
  long tokens;
  final double[] mean;
  double[] covariance; // circulant; null until it spreads
  boolean spread; // whether covariance says anything
  final double[] content;
  double contentSpread; // mean of |e - c|^2
  double[] cross; // (contentDims * width); null until content varies with the tag
  boolean varies; // whether cross says anything
  final Cells cells;
  final Audits audits;
  private double seen; // NaN until it is asked for
  double learnedLog; // log mass when the axes were last learned
  double auditedLog; // log mass when the audits' directions were chosen
  final Reference reference = new Reference();
  final Closure closure;

  Cluster(Workspace work) {
    this.work = work;
    mean = new double[work.width];
    content = new double[work.contentDims];
    cells = new Cells(work.d);
    audits = new Audits(work.d);
    closure = new Closure(this, work);
  }

  void clear() {
    closure.fitted = false;
    mass = 0;
    tokens = 0;
    spread = false;
    contentSpread = 0;
    varies = false;
    turned = false;
    cells.clear();
    audits.on = false;
    seen = Double.NaN;
    learnedLog = Double.NEGATIVE_INFINITY;
    auditedLog = Double.NEGATIVE_INFINITY;
    reference.clear();
  }

  /** Makes this the point of one atom. */
  void set(Atom atom, double atomMass) {
    clear();
    mass = atomMass;
    tokens = 1;
    for (int i = 0; i < work.d; i++) {
      mean[i] = atom.tag()[i];
    }
    for (int t = 0; t < work.contentDims; t++) {
      content[t] = atom.content()[t];
    }
    reference.set(atom);
  }

  boolean hasAxes() {
    return learnedLog != Double.NEGATIVE_INFINITY;
  }

  /** A covariance to write into. */
  double[] covariance() {
    if (covariance == null) {
      covariance = new double[work.matrix.length()];
    }
    return covariance;
  }

  double[] cross() {
    if (cross == null) {
      cross = new double[work.contentDims * work.width];
    }
    return cross;
  }

  /** Trace of S: the mean squared distance of the tags to their mean. */
  double trace() {
    double sum = 0;
    for (int i = 0; spread && i < work.width; i += Kernels.LANES) {
      sum += Kernels.sum(covariance, i);
    }
    return sum;
  }

  /** |e - c|^2. */
  double inContent(Atom atom) {
    double sum = 0;
    for (int t = 0; t < work.contentDims; t++) {
      double x = atom.content()[t] - content[t];
      sum = Math.fma(x, x, sum);
    }
    return sum;
  }

  double distanceInTag(Cluster other) {
    double sum = 0;
    for (int i = 0; i < work.d; i++) {
      double x = other.mean[i] - mean[i];
      sum = Math.fma(x, x, sum);
    }
    return sum;
  }

  /** |c' - c|^2 between two clusters' mean contents. */
  double distanceInContent(Cluster other) {
    double sum = 0;
    for (int t = 0; work.contentWeight != 0 && t < work.contentDims; t++) {
      double x = other.content[t] - content[t];
      sum = Math.fma(x, x, sum);
    }
    return sum;
  }

  /** |m' - m|^2 + contentWeight |c' - c|^2. */
  double distance(Cluster other) {
    return Math.fma(work.contentWeight, distanceInContent(other), distanceInTag(other));
  }

  /** e'S e for e of length (width). */
  double quadratic(double[] e) {
    return spread ? work.matrix.quadratic(covariance, e) : 0;
  }

  void absorb(Atom atom, double atomMass, int cellLimit) {
    for (int i = 0; i < work.d; i++) {
      work.delta[i] = atom.tag()[i] - mean[i];
    }
    for (int t = 0; t < work.contentDims; t++) {
      work.step[t] = atom.content()[t] - content[t];
    }
    double share = atomMass / (mass + atomMass);
    if (audits.on) {
      audits.add(work.delta, share, seen());
    }
    if (cellLimit > 0 && hasAxes()) {
      cells.add(work.delta, atomMass, cellLimit);
    } else {
      cells.pass(work.delta);
    }
    reference.choose(atom, share, square(work.delta));
    join(atomMass, share, null);
    tokens++;
  }

  /** Absorbs an atom of the very same tag: only mass and content change. */
  void absorbPoint(Atom atom, double atomMass) {
    double share = atomMass / (mass + atomMass);
    contentSpread = (1 - share) * (contentSpread + share * inContent(atom));
    for (int t = 0; t < work.contentDims; t++) {
      content[t] = Math.fma(share, atom.content()[t] - content[t], content[t]);
    }
    reference.choose(atom, share, 0);
    mass += atomMass;
    tokens++;
  }

  void absorbPoint(Cluster other, double factor) {
    double theirs = Decay.decayed(other.mass, factor);
    double share = theirs / (mass + theirs);
    double apart = distanceInContent(other);
    contentSpread = (1 - share) * (contentSpread + share * apart) + share * other.contentSpread;
    for (int t = 0; t < work.contentDims; t++) {
      content[t] = Math.fma(share, other.content[t] - content[t], content[t]);
    }
    reference.choose(other.reference, share, 0);
    mass += theirs;
    tokens += other.tokens;
  }

  /** Takes over another cluster; its cells and audits too, where this one has any. */
  void merge(Cluster other, int cellLimit) {
    for (int i = 0; i < work.d; i++) {
      work.delta[i] = other.mean[i] - mean[i];
    }
    for (int t = 0; t < work.contentDims; t++) {
      work.step[t] = other.content[t] - content[t];
    }
    double share = other.mass / (mass + other.mass);
    if (audits.on) {
      other.closure.fit();
      other.closure.fit.shapeAt(audits, work.audits);
      audits.merge(work.delta, share, seen(), work.audits, other.seen());
    }
    if (cellLimit > 0 && hasAxes()) {
      if (other.hasAxes()) {
        cells.merge(other.cells, work.delta, cellLimit);
      } else {
        cells.add(work.delta, other.mass, cellLimit);
      }
    } else {
      cells.pass(work.delta);
    }
    reference.choose(other.reference, share, square(work.delta));
    join(other.mass, share, other);
    tokens += other.tokens;
    seen = Double.NaN;
  }

  /**
   * Share of the mass that the audits saw token by token, as the cells did: the rest was there
   * before there were axes and stands in the audits as a Gaussian.
   */
  private double seen() {
    if (Double.isNaN(seen)) { // once a fold is enough
      seen = cells.count == 0 ? 1 : cells.mass() / mass;
      seen = seen > NEARLY_ALL ? 1 : seen;
    }
    return seen;
  }

  private double square(double[] x) {
    return Kernels.ACTIVE.dot(x, x, work.width);
  }

  /** S = (1-a) S + a S' + a (1-a) dd', and so for the cross block and the means. */
  private void join(double n, double a, Cluster other) {
    double b = a * (1 - a);
    boolean wasSpread = spread;
    if (wasSpread || other != null && other.spread || square(work.delta) > 0) {
      double[] s = covariance();
      work.matrix.addOuter(wasSpread ? 1 - a : 0, b, work.delta, s);
      if (!wasSpread) {
        spread = true;
      }
      if (other != null && other.spread) {
        Kernels.ACTIVE.axpy(a, other.covariance, s, work.matrix.length());
      }
    }
    joinContentSpread(a, b, other);
    joinCross(a, b, other);
    if (cells.count > 0) {
      cells.meanMoves(a);
    }
    Kernels.ACTIVE.axpy(a, work.delta, mean, work.width);
    for (int t = 0; t < work.contentDims; t++) {
      content[t] = Math.fma(a, work.step[t], content[t]);
    }
    mass += n;
  }

  private void joinContentSpread(double a, double b, Cluster other) {
    double step = 0;
    for (int t = 0; t < work.contentDims; t++) {
      step = Math.fma(work.step[t], work.step[t], step);
    }
    double theirs = other == null ? 0 : other.contentSpread;
    contentSpread = (1 - a) * contentSpread + a * theirs + b * step;
  }

  private void joinCross(double a, double b, Cluster other) {
    boolean otherVaries = other != null && other.varies;
    if (!varies && !otherVaries && isZero(work.step)) {
      return; // one category: its content does not vary, and stays exact
    }
    double[] x = cross();
    if (!varies) {
      Arrays.fill(x, 0);
      varies = true;
    }
    for (int t = 0; t < work.contentDims; t++) {
      double scaled = b * work.step[t];
      int at = t * work.width;
      for (int i = 0; i < work.d; i++) {
        double theirs = otherVaries ? a * other.cross[at + i] : 0;
        x[at + i] = Math.fma(scaled, work.delta[i], (1 - a) * x[at + i] + theirs);
      }
    }
  }

  private static boolean isZero(double[] values) {
    for (double value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether enough mass came since the axes were learned. */
  boolean isDue() {
    return spread && tokens >= GROWN && !(Log.log(mass) < learnedLog + REFRESH);
  }

  /**
   * Learns the axes anew; restarts the audits if they look elsewhere by now.
   *
   * @param cellLimit most cells to be kept
   */
  void learn(int cellLimit) {
    for (int x = 0; x < cells.axes; x++) {
      System.arraycopy(cells.basis[x], 0, work.axes[x], 0, work.width);
    }
    work.principal.refine(covariance, work.axes, cellLimit > 0 && hasAxes());
    work.principal.bendLast(covariance, mean, work.axes);
    for (double[] axis : work.axes) {
      for (int i = 0; i < work.d; i++) {
        axis[i] = ((axis[i] * CellFormat.UNIT + Kernels.ROUND) - Kernels.ROUND) / CellFormat.UNIT;
      }
    }
    double logMass = Log.log(mass);
    boolean restart = !audits.on || logMass >= auditedLog + DOUBLED && strayed();
    cells.rebase(work.axes);
    cells.reduceTo(Math.max(0, cellLimit - 1)); // the next token begins one: cells follow a drift
    turned = true;
    learnedLog = logMass;
    if (restart) {
      closure.fit();
      for (int j = 0; j < Audits.DIRECTIONS; j++) {
        double[] axis = cells.basis[Math.min(j, cells.axes - 1)];
        System.arraycopy(axis, 0, audits.direction[j], 0, work.width);
      }
      closure.fit.restartAt(audits, work.audits);
      System.arraycopy(work.audits, 0, audits.log(), 0, Audits.PADDED);
      audits.on = true;
      seen = Double.NaN;
      auditedLog = logMass;
    }
  }

  private boolean strayed() {
    double along = Kernels.ACTIVE.dot(audits.direction[0], work.axes[0], work.width);
    return Math.abs(along) < STRAYED;
  }

  /** Applies a decay to what stands beside the mass. */
  void scaleRest(double factor, double logFactor) {
    cells.scale(factor);
    learnedLog += logFactor;
    auditedLog += logFactor;
  }

  /** Makes this a copy of another sketch's cluster, its mass multiplied. */
  void copy(Cluster other, double factor) {
    clear();
    mass = other.mass;
    tokens = other.tokens;
    System.arraycopy(other.mean, 0, mean, 0, work.width);
    System.arraycopy(other.content, 0, content, 0, work.contentDims);
    spread = other.spread;
    if (spread) {
      System.arraycopy(other.covariance, 0, covariance(), 0, work.matrix.length());
    }
    contentSpread = other.contentSpread;
    varies = other.varies;
    if (varies) {
      System.arraycopy(other.cross, 0, cross(), 0, cross.length);
    }
    cells.copy(other.cells);
    audits.copy(other.audits);
    learnedLog = other.learnedLog;
    auditedLog = other.auditedLog;
    reference.copy(other.reference);
    mass = Decay.decayed(mass, factor);
    scaleRest(factor, Log.log(factor));
  }

  /** What is known of it, having so much mass by now. */
  Evidence evidence(double now) {
    float[] tag = new float[work.d];
    for (int i = 0; i < tag.length; i++) {
      tag[i] = (float) mean[i];
    }
    return new Evidence(now, tag, reference.ref, reference.firstTime, reference.lastTime);
  }
}
