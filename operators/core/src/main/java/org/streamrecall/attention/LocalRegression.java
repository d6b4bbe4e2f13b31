package org.streamrecall.attention;

import java.util.List;
import org.streamrecall.measure.Measure;
import org.streamrecall.measure.Moments;
import org.streamrecall.measure.Shape;

/**
 * The regressing read-out: linear regression of contents on tags under attention's weights (LOESS
 * with softmax weights), read off at the tag asked for.
 *
 * <pre>  r(v_x) = E[e] + Cov[e,v] (Cov[v,v] + lambda I)^-1 (v_x - E[v])</pre>
 *
 * Parts with less than {@link #LEAST} of the largest share are left out: the line is fitted where
 * the question is. Reused from question to question; not thread safe.
 */
public final class LocalRegression {
  /** Of the largest share. */
  public static final double LEAST = 0.01;

  private final int tagDims;
  private final Moments moments;
  private final double[] x; // v_x, (tagDims)
  private final double[] value; // r, (contentDims)
  private double[] kept = new double[0]; // (parts) shares, 0 for those left out
  private double lambda;
  private double effectiveTokens;
  private double keptSquares;

  public LocalRegression(Shape shape) {
    tagDims = shape.tagDims();
    moments = new Moments(shape);
    x = new double[tagDims];
    value = new double[shape.contentDims()];
  }

  /**
   * Fits the line and reads it off.
   *
   * @param a the effective query that gave the shares, (tagDims)
   * @param shares (at least parts)
   * @param tag v_x, (tagDims)
   * @param ridge positive, in squared units of the tag
   */
  public void fit(Measure nu, double[] a, double[] shares, float[] tag, double ridge) {
    int parts = nu.parts();
    if (kept.length < parts) {
      kept = new double[2 * parts];
    }
    double most = 0;
    for (int p = 0; p < parts; p++) {
      most = Math.max(most, shares[p]);
    }
    double sum = 0;
    double squares = 0;
    for (int p = 0; p < parts; p++) {
      kept[p] = shares[p] < LEAST * most ? 0 : shares[p];
      if (kept[p] > 0) {
        sum += kept[p];
        squares += kept[p] * kept[p] / nu.mass(p);
      }
    }
    keptSquares = squares;
    effectiveTokens = sum * sum / squares;
    moments.clear();
    nu.addMoments(a, kept, moments);
    regress(tag, ridge);
  }

  /**
   * The same of a measure in shards. In each, the parts left out are those with less than {@link
   * #LEAST} of its own largest share, and so are whole shards beside the others.
   *
   * @param shards of one effective query, at least one
   * @param weights each shard's share of the answer, (shards)
   */
  public void fit(List<PartialRecollection> shards, double[] weights, float[] tag, double ridge) {
    double most = 0;
    for (int s = 0; s < weights.length; s++) {
      most = Math.max(most, weights[s] * shards.get(s).largest());
    }
    double squares = 0;
    moments.clear();
    for (int s = 0; s < weights.length; s++) {
      if (weights[s] * shards.get(s).largest() >= LEAST * most) {
        moments.addPacked(weights[s], shards.get(s).moments());
        squares += weights[s] * weights[s] * shards.get(s).keptSquares();
      }
    }
    effectiveTokens = moments.weight() * moments.weight() / squares;
    regress(tag, ridge);
  }

  private void regress(float[] tag, double ridge) {
    for (int i = 0; i < tagDims; i++) {
      x[i] = tag[i];
    }
    lambda = moments.regress(x, ridge, value);
  }

  /** What the last fit gathered, as {@link Moments#packed}. */
  double[] packed() {
    return moments.packed();
  }

  /** Sum of w^2 / m over the parts of the last fit, w being a part's share and m its mass. */
  double keptSquares() {
    return keptSquares;
  }

  /**
   * Draws r towards the mean as far as its slope is noise: of the distance d between them, whose
   * variance is {@code v = residual leverage / tokens}, a part {@code 1 - v / (2 d^2)} is kept, if
   * any. (The whole of v costs more where lines are true than it gains where they are not.)
   *
   * @param mean o, (contentDims)
   */
  public void shrink(double[] mean) {
    for (int t = 0; t < value.length; t++) {
      double d = value[t] - mean[t];
      double v = 0.5 * residual(t) * leverage() / effectiveTokens;
      value[t] = d * d > v ? mean[t] + (1 - v / (d * d)) * d : mean[t];
    }
  }

  /** r, (contentDims): the next fit writes into it. */
  public double[] value() {
    return value;
  }

  /** Kish's effective number of the tokens that the line was fitted to. */
  public double effectiveTokens() {
    return effectiveTokens;
  }

  /** Variance of content t about the line. */
  public double residual(int t) {
    return moments.residual(t);
  }

  /** Squared distance of v_x from the tags of the fit, in their own spread. */
  public double leverage() {
    return moments.leverage();
  }

  /**
   * Carries a loss back through the last fit, of a measure whose parts are atoms. With w the shares
   * and y_p the line at part p,
   *
   * <pre>  dr/dw_p = (1 + (v_x - E[v])' (Cov[v,v] + lambda I)^-1 (v_p - E[v])) (e_p - y_p)</pre>
   *
   * but for a constant that the softmax takes out.
   *
   * @param dValue gradient by r, (contentDims)
   * @param da added to, (tagDims)
   * @return gradient by the logarithm of the ridge
   * @throws UnsupportedOperationException if parts are clusters
   */
  public double addGradient(Measure nu, double[] a, double[] dValue, double[] da) {
    if (!nu.exact()) {
      throw new UnsupportedOperationException(
          "a regression is trained through exact memories only; leave the sketch's bytes out");
    }
    int parts = nu.parts();
    double[] mean = moments.tag();
    double[] away = new double[tagDims]; // (Cov + lambda I)^-1 (v_x - E[v])
    double[] slope = new double[tagDims]; // sum_t dValue_t b_t
    double[] cross = moments.cross();
    for (int i = 0; i < tagDims; i++) {
      away[i] = x[i] - mean[i];
      for (int t = 0; t < value.length; t++) {
        slope[i] += dValue[t] * cross[t * tagDims + i];
      }
    }
    moments.solve(away);
    moments.solve(slope);
    double byLogLambda = 0;
    double level = 0;
    double[] content = moments.content();
    for (int t = 0; t < value.length; t++) {
      level += dValue[t] * content[t];
    }
    for (int i = 0; i < tagDims; i++) {
      byLogLambda -= lambda * slope[i] * away[i];
    }
    double[] along = products(nu, away, mean);
    double[] line = products(nu, slope, mean);
    double[] ds = new double[parts];
    nu.contentProducts(a, dValue, ds);
    double weighted = 0;
    for (int p = 0; p < parts; p++) {
      ds[p] = (1 + along[p]) * (ds[p] - level - line[p]);
      weighted += kept[p] * ds[p];
    }
    double total = moments.weight();
    for (int p = 0; p < parts; p++) {
      ds[p] = kept[p] / total * (ds[p] - weighted / total);
    }
    nu.addGradient(a, ds, kept, new double[value.length], da);
    return byLogLambda;
  }

  /** <b, v_p - mean> for each part. */
  private double[] products(Measure nu, double[] b, double[] mean) {
    double[] out = new double[nu.parts()];
    double[] none = new double[nu.parts()];
    nu.logMoments(b, out);
    nu.logMoments(new double[tagDims], none);
    double shift = 0;
    for (int i = 0; i < tagDims; i++) {
      shift += b[i] * mean[i];
    }
    for (int p = 0; p < out.length; p++) {
      out[p] -= none[p] + shift;
    }
    return out;
  }
}
