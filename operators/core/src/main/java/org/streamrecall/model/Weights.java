package org.streamrecall.model;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.streamrecall.attention.SoftmaxRecall;
import org.streamrecall.measure.Exp;

/**
 * Every learned number of a model in one flat array, so that a gradient, an optimiser's state and a
 * file have the same layout. Per head: the logarithms of beta and of the regression's lambda, the
 * smoothing, Wq and Wk; then the {@link Mlp}.
 */
public final class Weights {
  private static final double LOG_LAMBDA = StrictMath.log(5e-4); // of tags on the unit sphere

  private final int heads; // H
  private final int tagDims; // d
  private final Mlp mlp;
  private final double[] values;

  /**
   * @param heads H
   * @param tagDims d
   * @param inputs length of the read-out's input
   * @param widths of the read-out's hidden layers, at least one
   * @param outputs length of the read-out's output
   */
  public Weights(int heads, int tagDims, int inputs, int[] widths, int outputs) {
    this(heads, tagDims, new Mlp(heads * headSize(tagDims), inputs, widths, outputs), null);
  }

  private Weights(int heads, int tagDims, Mlp mlp, double[] values) {
    this.heads = heads;
    this.tagDims = tagDims;
    this.mlp = mlp;
    this.values = values == null ? new double[mlp.end()] : values;
  }

  private static int headSize(int tagDims) {
    return 3 + 2 * tagDims * tagDims;
  }

  public int heads() {
    return heads;
  }

  public int tagDims() {
    return tagDims;
  }

  Mlp mlp() {
    return mlp;
  }

  /** The numbers themselves: an optimiser writes into them. */
  public double[] values() {
    return values;
  }

  public Weights copy() {
    return new Weights(heads, tagDims, mlp, values.clone());
  }

  /** Zeros of the same layout: a gradient. */
  public Weights zeros() {
    return new Weights(heads, tagDims, mlp, null);
  }

  int logBeta(int head) {
    return head * headSize(tagDims);
  }

  int logLambda(int head) {
    return logBeta(head) + 1;
  }

  int smoothingPlace(int head) {
    return logBeta(head) + 2;
  }

  int wq(int head) {
    return logBeta(head) + 3;
  }

  int wk(int head) {
    return wq(head) + tagDims * tagDims;
  }

  /** Whether a place holds a number of Wq, Wk: these start at I and learn slowly. */
  public boolean isAttentionMatrix(int place) {
    return place < heads * headSize(tagDims) && place % headSize(tagDims) > 2;
  }

  /** Whether a place holds a logarithm of beta or lambda. */
  public boolean isLogarithm(int place) {
    return place < heads * headSize(tagDims) && place % headSize(tagDims) < 2;
  }

  /** Whether a place holds a head's smoothing. */
  public boolean isSmoothing(int place) {
    return place < heads * headSize(tagDims) && place % headSize(tagDims) == 2;
  }

  /**
   * Sets attention to a frozen kernel: Wq = Wk = I, beta as given. Independent random starts never
   * learn to recall on even targets (measured), so training starts here too.
   */
  void startAttention(double beta) {
    for (int h = 0; h < heads; h++) {
      values[logBeta(h)] = StrictMath.log(beta * (1 + h));
      values[logLambda(h)] = LOG_LAMBDA;
      for (int i = 0; i < tagDims; i++) {
        values[wq(h) + i * tagDims + i] = 1;
        values[wk(h) + i * tagDims + i] = 1;
      }
    }
  }

  /** Makes every head blind: Wq = 0, so that all that was said counts alike. */
  public void forgetAttention() {
    for (int h = 0; h < heads; h++) {
      java.util.Arrays.fill(values, wq(h), wk(h), 0);
    }
  }

  /** Makes V zero, so that the straight path answers alone. */
  public void silenceHidden() {
    java.util.Arrays.fill(values, mlp.last(), mlp.end(), 0);
  }

  /** Multiplies V: how loudly the hidden layers speak beside the straight path. */
  public void scaleHidden(double factor) {
    for (int i = mlp.last(); i < mlp.end(); i++) {
      values[i] *= factor;
    }
  }

  /**
   * Sets the straight path.
   *
   * @param a (outputs, inputs)
   * @param b (outputs)
   */
  public void straight(double[][] a, double[] b) {
    for (int o = 0; o < b.length; o++) {
      System.arraycopy(a[o], 0, values, mlp.straight() + o * mlp.inputs(), mlp.inputs());
      values[mlp.bias() + o] = b[o];
    }
  }

  void startReadOut(long seed, double gain, double out) {
    RandomGenerator random = new MersenneTwister(seed);
    mlp.start(values, random, gain, out);
  }

  double beta(int head) {
    return Exp.exp(values[logBeta(head)]);
  }

  /**
   * How far tokens' tags are drawn to the mean of their part, 0 to 1: see {@link SoftmaxRecall}.
   */
  double smoothing(int head) {
    return values[smoothingPlace(head)];
  }

  /** Makes every head's smoothing this, 0 to 1. */
  public void smooth(double smoothing) {
    for (int h = 0; h < heads; h++) {
      values[smoothingPlace(h)] = smoothing;
    }
  }

  /** Brings every head's smoothing back between 0 and 1, after a step that led out. */
  public void boundSmoothing() {
    for (int h = 0; h < heads; h++) {
      values[smoothingPlace(h)] = Math.max(0, Math.min(1, smoothing(h)));
    }
  }

  boolean isSmoothed() {
    boolean smoothed = false;
    for (int h = 0; h < heads; h++) {
      smoothed |= smoothing(h) != 0;
    }
    return smoothed;
  }

  /** The ridge of a head's regression, in squared units of the tag. */
  double lambda(int head) {
    return Exp.exp(values[logLambda(head)]);
  }

  /** A head's {@link #lambda}, over that before any training. */
  double ridge(int head) {
    return StrictMath.exp(values[logLambda(head)] - LOG_LAMBDA);
  }

  /** Makes a head's {@link #ridge} this. */
  void ridge(int head, double ridge) {
    values[logLambda(head)] = LOG_LAMBDA + StrictMath.log(ridge);
  }

  /** Whether Wq_h = Wk_h = I. */
  boolean isIdentity(int head) {
    for (int i = 0, at = 0; i < tagDims; i++) {
      for (int j = 0; j < tagDims; j++, at++) {
        double wanted = i == j ? 1 : 0;
        if (values[wq(head) + at] != wanted || values[wk(head) + at] != wanted) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * How much attention makes of each number of a tag: the diagonal of beta_h Wk_h' Wq_h, the mean
   * of the heads'.
   *
   * @return (tagDims), below 0 where likeness counts against
   */
  double[] relevance() {
    double[] relevance = new double[tagDims];
    for (int h = 0; h < heads; h++) {
      addRelevance(h, heads, relevance);
    }
    return relevance;
  }

  /** The same of one head. */
  double[] relevance(int head) {
    double[] relevance = new double[tagDims];
    addRelevance(head, 1, relevance);
    return relevance;
  }

  private void addRelevance(int head, int of, double[] sum) {
    for (int i = 0, at = 0; i < tagDims; i++) {
      for (int j = 0; j < tagDims; j++, at++) {
        sum[j] += beta(head) * values[wk(head) + at] * values[wq(head) + at] / of;
      }
    }
  }

  /** beta_h v: {@link #effectiveQuery} of an {@link #isIdentity identity}, to the same bits. */
  double[] scaledQuery(int head, float[] v) {
    double beta = beta(head);
    double[] a = new double[tagDims];
    for (int j = 0; j < tagDims; j++) {
      a[j] = beta * v[j];
    }
    return a;
  }

  /** a_h = beta_h Wk_h' Wq_h v, (d): a query reaches the memory only through this vector. */
  double[] effectiveQuery(int head, float[] v) {
    double[] q = project(head, v);
    double[] a = new double[tagDims];
    for (int i = 0, at = wk(head); i < tagDims; i++) {
      for (int j = 0; j < tagDims; j++) {
        a[j] += q[i] * values[at++];
      }
    }
    double beta = beta(head);
    for (int j = 0; j < tagDims; j++) {
      a[j] *= beta;
    }
    return a;
  }

  /** Wq_h v. */
  private double[] project(int head, float[] v) {
    double[] q = new double[tagDims];
    for (int i = 0, at = wq(head); i < tagDims; i++) {
      for (int j = 0; j < tagDims; j++) {
        q[i] += values[at++] * v[j];
      }
    }
    return q;
  }

  /** Carries da back to log beta, Wq and Wk. */
  void addHeadGradient(int head, float[] v, double[] a, double[] da, Weights gradient) {
    double beta = beta(head);
    double[] q = project(head, v);
    double[] out = gradient.values;
    double inLogBeta = 0;
    for (int j = 0; j < tagDims; j++) {
      inLogBeta += da[j] * a[j];
    }
    out[logBeta(head)] += inLogBeta;
    for (int i = 0, at = 0; i < tagDims; i++) {
      double dq = 0; // beta Wk da
      for (int j = 0; j < tagDims; j++, at++) {
        dq += values[wk(head) + at] * da[j];
        out[wk(head) + at] += beta * q[i] * da[j];
      }
      for (int j = 0; j < tagDims; j++) {
        out[wq(head) + i * tagDims + j] += beta * dq * v[j];
      }
    }
  }
}
