package org.streamrecall.events;

import java.nio.ByteBuffer;

/**
 * How far a key's own record says that what was recalled is to be believed, beside its base and its
 * mean: a convex combination of the three (Bates and Granger 1969), by recursive least squares over
 * the last few hundred outcomes, drawn to what was recalled as long as they are few.
 *
 * <pre>  min over a, b of  sum (d - a f - b g)^2 + PRIOR (mean f^2 (1 - a)^2 + mean g^2 b^2)
 *       with a, b >= 0 and a + b <= 1</pre>
 *
 * where f, g and d are what was recalled, the mean and the truth, all from the base, in standard
 * units.
 */
final class Blend {
  private static final double FORGET = 1.0 / 256;
  private static final double PRIOR = 24; // outcomes

  static final int BYTES = 6 * Float.BYTES;

  private float n;
  private float ff;
  private float fg;
  private float gg;
  private float fd;
  private float gd;

  void clear() {
    n = 0;
    ff = 0;
    fg = 0;
    gg = 0;
    fd = 0;
    gd = 0;
  }

  /** The departure from the base to be foretold. */
  double of(double f, double g) {
    if (n == 0) {
      return f;
    }
    double pf = PRIOR / n * ff;
    double sff = ff + pf;
    double sgg = gg + PRIOR / n * gg;
    double sfd = fd + pf;
    double[] best = {1, 0};
    double least = cost(1, 0, sff, sgg, sfd);
    double determinant = sff * sgg - (double) fg * fg;
    double inner = sff * sgg > 0 && determinant > 1e-6 * sff * sgg ? determinant : 0;
    double[][] tried = {
      inner > 0
          ? new double[] {(sgg * sfd - fg * (double) gd) / inner, (sff * gd - fg * sfd) / inner}
          : best,
      {sff > 0 ? clip(sfd / sff) : 1, 0},
      {0, sgg > 0 ? clip(gd / sgg) : 0},
      edge(sff, sgg, sfd),
    };
    for (double[] ab : tried) {
      boolean inside = ab[0] >= 0 && ab[1] >= 0 && ab[0] + ab[1] <= 1;
      double cost = inside ? cost(ab[0], ab[1], sff, sgg, sfd) : Double.POSITIVE_INFINITY;
      if (cost < least) {
        least = cost;
        best = ab;
      }
    }
    return best[0] * f + best[1] * g;
  }

  /** The best with a + b = 1: along d - g = a (f - g). */
  private double[] edge(double sff, double sgg, double sfd) {
    double square = sff - 2 * fg + sgg;
    double a = square > 0 ? clip((sfd - fg - gd + sgg) / square) : 1;
    return new double[] {a, 1 - a};
  }

  private static double clip(double x) {
    return Math.max(0, Math.min(1, x));
  }

  private double cost(double a, double b, double sff, double sgg, double sfd) {
    return a * a * sff + b * b * sgg + 2 * a * b * fg - 2 * a * sfd - 2 * b * gd;
  }

  /**
   * @param weight less than 1 for an outlier
   */
  void add(double f, double g, double d, double weight) {
    double forget = Math.max(FORGET, 0.5 / (1 + n)); // what a young memory did is soon past
    n = kept(n, weight, forget);
    ff = kept(ff, weight * f * f, forget);
    fg = kept(fg, weight * f * g, forget);
    gg = kept(gg, weight * g * g, forget);
    fd = kept(fd, weight * f * d, forget);
    gd = kept(gd, weight * g * d, forget);
  }

  private static float kept(float sum, double more, double forget) {
    double next = sum - forget * sum + more;
    return (float) Math.max(-1e30, Math.min(1e30, next));
  }

  void put(ByteBuffer out) {
    out.putFloat(n).putFloat(ff).putFloat(fg).putFloat(gg).putFloat(fd).putFloat(gd);
  }

  void get(ByteBuffer in) {
    n = in.getFloat();
    ff = in.getFloat();
    fg = in.getFloat();
    gg = in.getFloat();
    fd = in.getFloat();
    gd = in.getFloat();
  }
}
