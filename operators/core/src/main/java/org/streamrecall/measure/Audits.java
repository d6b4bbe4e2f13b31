package org.streamrecall.measure;

import java.util.Arrays;

/**
 * Exact log-moments {@code log E e^{<a,v-m>}} of a cluster, kept to check its closure: two
 * directions, both ways, at three norms. They add, merge, move with the mean and decay as mass
 * does, and know no weights of a model (SKETCH: the audits decide).
 */
final class Audits {
  /** Norms of the tilts that are checked; beyond the last an answer extrapolates. */
  static final double[] NORMS = {5, 10, 20};

  static final int DIRECTIONS = 2;
  static final int TILTS = 2 * DIRECTIONS; // of one norm
  static final int COUNT = NORMS.length * TILTS;
  static final int PADDED = Kernels.LANES;

  private static final double[] FACTORS = new double[PADDED]; // zero behind the last

  static {
    for (int i = 0; i < COUNT; i++) {
      FACTORS[i] = factor(i);
    }
  }

  /** At v = 3 what was never audited counts half, see {@link #merge}. */
  private static final double UNSEEN = 1 / 9.0;

  private static final double LEAST_SHARE = 1e-300; // far above where a logarithm ends
  private static final double MOST_SHARE = 0.5; // above it a mean moves far at once
  private static final double FAR = 300; // e^FAR, and many of them, are far from overflow

  final double[][] direction; // (DIRECTIONS, width), about unit length
  boolean on;

  private final int width;
  private final double[] tilt = new double[PADDED]; // <a, e>
  private final double[] terms = new double[2 * PADDED];
  private final double[] shares = new double[PADDED];
  private final double[] sums = new double[PADDED];
  private final double[] log = new double[PADDED];

  // points that came since the logarithms were taken last: none of them is far
  private final double[] gathered = new double[PADDED]; // moments over those that log says
  private final double[] moved = new double[PADDED]; // a'(mean now - mean then)
  private double total; // mass over that of then; 0 if there are none

  Audits(int d) {
    width = Kernels.padded(d);
    direction = new double[DIRECTIONS][width];
  }

  /** The log-moments, (PADDED), to read or to write. */
  double[] log() {
    if (total > 0) {
      for (int i = 0; i < PADDED; i++) {
        gathered[i] /= total;
      }
      Kernels.ACTIVE.log(gathered, PADDED);
      for (int i = 0; i < PADDED; i++) {
        log[i] += gathered[i] - moved[i];
      }
      total = 0;
    }
    return log;
  }

  /** The factor of direction i mod TILTS / 2 in tilt i. */
  static double factor(int i) {
    return (i % 2 == 0 ? 1 : -1) * NORMS[i / TILTS];
  }

  static int directionOf(int i) {
    return i % TILTS / 2;
  }

  /** The largest log-moment at a norm. */
  double heaviest(int norm) {
    log();
    double most = log[norm * TILTS];
    for (int i = norm * TILTS + 1; i < (norm + 1) * TILTS; i++) {
      most = Math.max(most, log[i]);
    }
    return most;
  }

  private void tilts(double[] e) {
    Kernels.ACTIVE.project(direction, DIRECTIONS, e, width, terms);
    double first = Kernels.sumOfFew(terms, 0);
    double second = Kernels.sumOfFew(terms, Kernels.FEW);
    for (int i = 0; i < PADDED; i++) {
      tilt[i] = FACTORS[i] * ((i & 2) == 0 ? first : second);
    }
  }

  /**
   * Adds a point that lies e from the mean and has this share of the new mass.
   *
   * @param seen share of this cluster's mass that was audited, see {@link #merge}
   */
  void add(double[] e, double share, double seen) {
    if (seen < 1 || share > MOST_SHARE || share < LEAST_SHARE || !gather(e, share)) {
      merge(e, share, seen, null, 1);
    }
  }

  /** The same for a point that is not far: the logarithms are taken later, for many at once. */
  private boolean gather(double[] e, double share) {
    tilts(e);
    if (total == 0) {
      total = 1;
      Arrays.fill(gathered, 1);
      Arrays.fill(moved, 0);
    }
    boolean far = false;
    for (int i = 0; i < PADDED; i++) {
      terms[i] = tilt[i] + moved[i] - log[i];
      far |= terms[i] > FAR;
    }
    if (far) {
      return false;
    }
    Kernels.ACTIVE.exp(terms, PADDED);
    double mass = total * share / (1 - share);
    total += mass;
    for (int i = 0; i < PADDED; i++) {
      gathered[i] = Math.fma(mass, terms[i], gathered[i]);
      moved[i] = Math.fma(share, tilt[i], moved[i]);
    }
    return true;
  }

  /**
   * Adds a cluster whose mean lies e from this one's and has this share of the new mass. What was
   * there before a cluster had axes was never audited: it is supposed Gaussian, which is right to
   * second order only, and so weighs less the more of the moment lies beyond: 1 / (1 + (v/3)^4).
   * Where shards are merged it is in each of them, and would never fade.
   *
   * @param seen share of this cluster's mass that was audited
   * @param other its own log-moments at these tilts, (PADDED), or null for a point
   * @param otherSeen as seen
   */
  void merge(double[] e, double share, double seen, double[] other, double otherSeen) {
    log();
    if (share < LEAST_SHARE) {
      return; // it is forgotten, but so far away that e^tilt would outgrow any share
    }
    if (share == 1) { // so is this one
      for (int i = 0; i < COUNT; i++) {
        log[i] = other == null ? 0 : other[i];
      }
      return;
    }
    tilts(e);
    weigh(share, seen, otherSeen);
    for (int i = 0; i < PADDED; i++) {
      double mine = log[i] - share * tilt[i];
      double theirs = (1 - share) * tilt[i] + (other == null ? 0 : other[i]);
      double max = Math.max(mine, theirs);
      sums[i] = max;
      terms[i] = mine - max;
      terms[PADDED + i] = theirs - max;
    }
    Kernels.ACTIVE.exp(terms, 2 * PADDED);
    for (int i = 0; i < PADDED; i++) {
      double sum = Math.fma(shares[i], terms[PADDED + i], (1 - shares[i]) * terms[i]);
      log[i] = Math.max(Double.MIN_NORMAL, sum); // all weight may be where the lesser term is
    }
    Kernels.ACTIVE.log(log, PADDED);
    for (int i = 0; i < PADDED; i++) {
      log[i] += sums[i];
    }
  }

  /** What the other's moments count. */
  private void weigh(double share, double seen, double otherSeen) {
    if (seen == 1 && otherSeen == 1) {
      Arrays.fill(shares, share);
      return;
    }
    for (int i = 0; i < PADDED; i++) {
      double v = log[i] + log[i ^ 1]; // both ways: a'Sa, and little else
      double square = v * v * UNSEEN;
      double believed = 1 / Math.fma(square, square, 1);
      double weight = (1 - share) * Math.fma(believed, 1 - seen, seen);
      double otherWeight = share * Math.fma(believed, 1 - otherSeen, otherSeen);
      shares[i] = otherWeight / (weight + otherWeight);
    }
  }

  void copy(Audits other) {
    on = other.on;
    total = 0;
    System.arraycopy(other.log(), 0, log, 0, PADDED);
    for (int j = 0; j < DIRECTIONS; j++) {
      System.arraycopy(other.direction[j], 0, direction[j], 0, width);
    }
  }
}
