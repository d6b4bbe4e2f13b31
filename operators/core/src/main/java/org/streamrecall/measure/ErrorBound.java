package org.streamrecall.measure;

import java.util.Arrays;

/**
 * A 90 % bound on the distance between a sketch's answer and that of exact attention, from what the
 * clusters know of themselves. The squared error of one cluster's tilted tag is taken as a sum of
 *
 * <ul>
 *   <li>sampling: how far n tokens under the tilt are from any smooth closure,
 *   <li>residuals: what the audits see beyond the fitted closure, along the query, carried to its
 *       own spread v = a'Sa by a power of 3/2,
 *   <li>the corrections themselves, cells and a heavy tail's rho, of which a part is wrong,
 *   <li>the walk of the rounded covariance,
 * </ul>
 *
 * bounded by the cluster's own width; the answer's as the clusters' by their squared shares, each
 * moving its share too. The constants were fitted to streams of seven shapes, 20,000 to a million
 * tokens, d = 16, effective queries of length 5 to 20. They hold on average over streams and
 * queries; they promise nothing for a single answer, nor for mass in directions that no audit looks
 * along, nor beyond the audited norms.
 */
final class ErrorBound {
  private static final double LEAST_SHARE = 0.01; // clusters below it hardly move an answer
  private static final double MOST = 30; // exponents of the sampling term

  // fitted, see above
  private static final double SAMPLING = 1.3;
  private static final double LIGHT = 11; // times log-moments below the Gaussian's
  private static final double HEAVY = 16; // times log-moments above it
  private static final double ALONG_CELLS = 1.08;
  private static final double ALONG_GAUSSIAN = 0.17;
  private static final double RHO = 0.51;
  private static final double RHO_SETTLES = 18000; // tokens
  private static final double CELLS = 0.33;
  private static final double DOUBTED_CELLS = 1.44;
  private static final double ROUNDING = 0.87;
  private static final double WIDTH = 0.38;
  private static final double TAIL_WIDTH = 0.69;
  private static final double TAIL_RISE = 9.5;
  private static final double SHARE = 0.49;

  private final Workspace work;
  private final double[] part;
  private double spread = Double.NaN; // of these clusters, once asked for
  private final double[] ratio = new double[Audits.COUNT];
  private final double[] log = new double[Kernels.padded(Audits.COUNT + 1)];
  private final double[] along = new double[Audits.DIRECTIONS];

  ErrorBound(Workspace work) {
    this.work = work;
    part = new double[Math.max(work.width, work.contentDims)];
  }

  /**
   * @param clusters tilted by a
   * @param a (width)
   * @param shares of the answer, clusters first
   * @param value the answer, of contents or, if there are none, of tags
   */
  double bound(Clusters clusters, double[] a, double[] shares, double[] value) {
    double norm = Kernels.ACTIVE.dot(a, a, work.width);
    double sum = 0;
    for (int g = 0; g < clusters.size; g++) {
      if (shares[g] > LEAST_SHARE) {
        Cluster c = clusters.get(g);
        double tag = square(clusters, c, a);
        double moved = SHARE * SHARE * norm * distance(c, value);
        sum = Math.fma(shares[g] * shares[g] * tag, steepness(c) + moved, sum);
      }
    }
    return Math.sqrt(sum);
  }

  /** To be called when the clusters have changed. */
  void reset() {
    spread = Double.NaN;
  }

  /** Mean squared distance of all mass to its mean. */
  private double spread(Clusters clusters) {
    if (!Double.isNaN(spread)) {
      return spread;
    }
    Arrays.fill(part, 0);
    double mass = 0;
    double square = 0;
    for (int g = 0; g < clusters.size; g++) {
      Cluster c = clusters.get(g);
      mass += c.mass;
      double apart = 0;
      for (int i = 0; i < work.d; i++) {
        part[i] = Math.fma(c.mass, c.mean[i], part[i]);
        apart = Math.fma(c.mean[i], c.mean[i], apart);
      }
      square = Math.fma(c.mass, c.trace() + apart, square);
    }
    double mean = Kernels.ACTIVE.dot(part, part, work.width) / (mass * mass);
    spread = Math.max(0, square / mass - mean);
    return spread;
  }

  /** How far a content moves for a step of the tag, squared; 1 if the tag is the content. */
  private double steepness(Cluster c) {
    if (work.contentDims == 0) {
      return 1;
    }
    return c.spread ? c.contentSpread / (c.trace() + Double.MIN_NORMAL) : 0;
  }

  /** |t_g - o|^2, or the same between contents. */
  private double distance(Cluster c, double[] value) {
    Arrays.fill(part, 0);
    if (work.contentDims == 0) {
      c.closure.addTag(1, part);
    } else {
      c.closure.addContent(1, part);
    }
    double sum = 0;
    for (int i = 0; i < value.length; i++) {
      double apart = part[i] - value[i];
      sum = Math.fma(apart, apart, sum);
    }
    return sum;
  }

  /** Squared error of a cluster's tilted tag. */
  private double square(Clusters clusters, Cluster c, double[] a) {
    if (!c.spread) {
      return 0;
    }
    Closure closure = c.closure;
    double v = Math.max(1e-9, closure.variance());
    double image = closure.imageSquare();
    double trace = c.trace();
    double tokens = Math.max(1, c.tokens);
    double above = Math.max(0, closure.correction());
    double lambda = closure.lambda();
    double sum = SAMPLING * SAMPLING * sampling(v, closure.correction(), trace, image) / tokens;
    double steep = 16 * image / (v * v); // log-moments grow like |a|^4
    double along = (lambda * ALONG_CELLS) * (lambda * ALONG_CELLS);
    along += (1 - lambda) * ALONG_GAUSSIAN * ((1 - lambda) * ALONG_GAUSSIAN);
    sum += along * residual(c, v) * steep;
    if (above > 0) {
      double rho = RHO * (1 + RHO_SETTLES / tokens) * closure.rho();
      sum += rho * rho * steep;
    }
    double doubted = DOUBTED_CELLS * (1 - lambda);
    sum += (CELLS * CELLS + doubted * doubted) * closure.turned() * closure.turned();
    sum += ROUNDING * ROUNDING * rounding(c, a);
    double cap = WIDTH * WIDTH * (trace + image);
    if (above > 0) {
      cap += TAIL_WIDTH * TAIL_WIDTH * spread(clusters) * Math.min(1, TAIL_RISE * above);
    }
    return sum / (1 + sum / (cap + Double.MIN_NORMAL));
  }

  /** Variance of the tilted mean of one token, its mean and covariance being known. */
  private static double sampling(double v, double correction, double trace, double image) {
    double light = Math.max(v + LIGHT * Math.min(0, correction), v / 4);
    double e = Math.min(MOST, light + HEAVY * Math.max(0, correction));
    double exp = Exp.exp(e);
    return Math.max(0, exp - 1 - e) * trace + Math.max(0, exp - 1) * image; // e may be tiny
  }

  /**
   * Mean squared residual of the audits, those of a spread like the query's counting most, as far
   * as they look along it; enlarged where the audits are young and hold what a closure said.
   */
  private double residual(Cluster c, double v) {
    if (!c.audits.on) {
      return 0;
    }
    for (int i = 0; i < Audits.COUNT; i++) {
      ratio[i] = v / Math.max(1e-9, c.closure.fit.audited(i));
      log[i] = ratio[i];
    }
    log[Audits.COUNT] = c.mass;
    Arrays.fill(log, Audits.COUNT + 1, log.length, 1);
    Kernels.ACTIVE.log(log, log.length);
    for (int j = 0; j < Audits.DIRECTIONS; j++) {
      along[j] = c.closure.along(c.audits.direction[j]);
    }
    double sum = 0;
    double total = 0;
    for (int i = 0; i < Audits.COUNT; i++) {
      double square = log[i] * log[i];
      double weight = 1 / (1 + square * square);
      // residual times (v / there)^1.5 times the cosine of the two directions
      double turned = Audits.factor(i) * along[Audits.directionOf(i)] / v;
      double carried = c.closure.fit.residual(i) * ratio[i] * ratio[i] * turned;
      sum = Math.fma(weight * carried, carried, sum);
      total += weight;
    }
    double old = Exp.exp(Math.min(0, c.auditedLog - log[Audits.COUNT]));
    double enlarged = Math.min(5, 1 / Math.max(0.01, 1 - old));
    return sum / total * enlarged * enlarged;
  }

  /** Variance of the tilted mean from a covariance that is rounded at every fold. */
  private double rounding(Cluster c, double[] a) {
    double cover = 0;
    double tilt = 0;
    for (int i = 0; i < work.d; i++) {
      double s = Math.max(0, c.covariance[i]);
      cover += s;
      tilt = Math.fma(a[i] * a[i], s, tilt);
    }
    double levels = work.wide ? ClusterFormat.WIDE : Kernels.NARROW;
    double walked = Math.min(c.tokens / (6 * levels * levels), 1 / (8 * levels));
    return 2 * cover * tilt * walked;
  }
}
