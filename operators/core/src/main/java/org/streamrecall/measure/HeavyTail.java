package org.streamrecall.measure;

/**
 * What the audits see beyond a Gaussian and its cells, as a function of v = a'Sa alone, the form
 * that an elliptical cluster has: {@code rho(v) = kappa(v) v^2}. kappa is fitted at each audited
 * norm and runs straight in log v between them; rho runs straight beyond the last.
 */
final class HeavyTail {
  private static final double LEAST_SLOPE = -0.25; // of rho: the tilted spread stays over half
  private static final double DOUBT = 3.0 / Audits.TILTS; // variance of a mean over the tilts
  private static final double STEP = 1.3862943611198906; // log 4, of v from norm to norm
  private static final double LOG_NORM = 1.6094379124341003; // log 5, the first norm
  private static final double TINY = 1e-12;
  private static final int LAST = Audits.NORMS.length - 1;

  private final double[] kappa = new double[LAST + 1];
  private final double[] edge = new double[LAST + 1]; // v where kappa was seen
  double level; // log v where the first kappa was seen
  private boolean known;
  private double few; // log of the tokens

  // at the last v
  double rho;
  double slope;
  double bend; // second derivative

  /** Does without audits: so many tokens freeze instead. */
  void freezeAt(long tokens) {
    known = false;
    few = Log.log(Math.max(1, tokens));
  }

  /** The v between the directions, at norm 1. */
  static double middle(double[] v) {
    return Math.sqrt((Math.max(v[0], 0) + TINY) * (Math.max(v[1], 0) + TINY));
  }

  /**
   * @param log the audited log-moments
   * @param light what is known of them without this, (PADDED)
   * @param v along each direction, at norm 1
   * @param logMiddle the logarithm of their {@link #middle}
   */
  void fit(double[] log, double[] light, double[] v, double logMiddle) {
    known = true;
    double middle = middle(v);
    level = logMiddle + 2 * LOG_NORM;
    for (int n = 0; n <= LAST; n++) {
      double square = Audits.NORMS[n] * Audits.NORMS[n];
      double sum = 0;
      double squares = 0;
      for (int j = 0; j < Audits.DIRECTIONS; j++) {
        double one = 1 / (square * v[j] * square * v[j] + TINY);
        for (int i = n * Audits.TILTS + 2 * j, end = i + 2; i < end; i++) {
          double k = (log[i] - light[i]) * one;
          sum += k;
          squares = Math.fma(k, k, squares);
        }
      }
      double mean = sum / Audits.TILTS;
      double doubt = Math.max(0, squares / Audits.TILTS - mean * mean) * DOUBT;
      kappa[n] = mean * mean * mean / (mean * mean + doubt + 1e-30);
      edge[n] = square * middle;
    }
    limitSlope();
  }

  private void limitSlope() {
    double least = 0;
    for (int n = 0; n <= LAST; n++) {
      double before = n == 0 ? 0 : gradient(n - 1);
      double after = n == LAST ? before : gradient(n);
      least = Math.min(least, edge[n] * (2 * kappa[n] + Math.min(before, after)));
    }
    if (least < LEAST_SLOPE) {
      for (int n = 0; n <= LAST; n++) {
        kappa[n] *= LEAST_SLOPE / least;
      }
    }
  }

  /** d kappa / d log v between norms n and n + 1. */
  private double gradient(int n) {
    return (kappa[n + 1] - kappa[n]) / STEP;
  }

  /**
   * No tilt finds more than the farthest of n tokens: beyond v = 2 log n their log moment is sqrt(2
   * v log n) - log n instead of v/2, as in Derrida's random energy model.
   */
  private void freeze(double v) {
    if (v > 2 * few) {
      double root = Math.sqrt(2 * few * v);
      rho = root - few - 0.5 * v;
      slope = 0.5 * root / v - 0.5;
      bend = -0.25 * root / (v * v);
    }
  }

  /**
   * Fills rho, slope and bend at v.
   *
   * @param logV its logarithm, if it is positive
   */
  void evaluate(double v, double logV) {
    rho = 0;
    slope = 0;
    bend = 0;
    if (!known) {
      freeze(v);
      return;
    }
    if (!(v > 1e-9)) {
      return;
    }
    if (v <= edge[0]) {
      rho = kappa[0] * v * v;
      slope = 2 * kappa[0] * v;
      bend = 2 * kappa[0];
    } else if (v < edge[LAST]) {
      int n = 0;
      while (v > edge[n + 1]) {
        n++;
      }
      double g = gradient(n);
      double k = kappa[n] + g * (logV - level - n * STEP);
      rho = k * v * v;
      slope = v * (2 * k + g);
      bend = 2 * k + 3 * g;
    } else {
      double end = edge[LAST];
      slope = end * (2 * kappa[LAST] + gradient(LAST - 1));
      rho = Math.fma(slope, v - end, kappa[LAST] * end * end);
    }
  }
}
