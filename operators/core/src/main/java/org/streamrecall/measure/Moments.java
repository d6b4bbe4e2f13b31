package org.streamrecall.measure;

import java.util.Arrays;

/**
 * Mean and covariance of atoms (v, e) under weights, gathered part by part, and the local linear
 * regression of e on v that they give:
 *
 * <pre>  r(v_x) = E[e] + Cov[e,v] (Cov[v,v] + lambda I)^-1 (v_x - E[v])</pre>
 *
 * With weights from softmax attention that is the regressing read-out (LOESS with attention's
 * weights). Sums run about the running mean, so tags far from zero lose no digits. If the atoms
 * have no content of their own, their tag stands for it.
 *
 * <p>Reused after {@link #clear()}; adding and regressing allocate nothing. Not thread safe.
 */
public final class Moments {
  private final int tagDims;
  private final int contentDims;
  private double weight;
  private final double[] tag; // E[v], (padded tagDims)
  private final double[] content; // E[e], (contentDims)
  private final double[] spread; // weight Cov[v,v], lower triangle of (tagDims, tagDims) row-major
  private final double[] follow; // weight Cov[e,v], (contentDims, tagDims) row-major

  final double[] partTag; // where a part writes its own mean, (padded tagDims)
  final double[] partContent; // (contentDims)
  private final double[] away; // (tagDims)
  private final Ridge ridge;

  public Moments(Shape shape) {
    tagDims = shape.tagDims();
    contentDims = shape.contentDims();
    tag = new double[Kernels.padded(tagDims)];
    content = new double[contentDims];
    spread = new double[tagDims * tagDims];
    follow = new double[contentDims * tagDims];
    partTag = new double[tag.length];
    partContent = new double[contentDims];
    away = new double[tagDims];
    ridge = new Ridge(tagDims);
  }

  /** Makes this a sum of nothing again. */
  public void clear() {
    weight = 0;
    Arrays.fill(tag, 0);
    Arrays.fill(content, 0);
    Arrays.fill(spread, 0);
    Arrays.fill(follow, 0);
  }

  /** Sum of the weights added. */
  public double weight() {
    return weight;
  }

  /** E[v], (tagDims). */
  public double[] tag() {
    return Arrays.copyOf(tag, tagDims);
  }

  /** E[e], (contentDims); (tagDims) if the atoms have no content. */
  public double[] content() {
    return contentDims == 0 ? tag() : content.clone();
  }

  /** Cov[v,v], (tagDims, tagDims) row-major. A sketch's may have small negative directions. */
  public double[] covariance() {
    requireWeight();
    double[] covariance = new double[spread.length];
    for (int i = 0; i < tagDims; i++) {
      for (int j = 0; j <= i; j++) {
        double value = spread[i * tagDims + j] / weight;
        covariance[i * tagDims + j] = value;
        covariance[j * tagDims + i] = value;
      }
    }
    return covariance;
  }

  /** Cov[e,v], (contentDims, tagDims) row-major; Cov[v,v] if the atoms have no content. */
  public double[] cross() {
    requireWeight();
    if (contentDims == 0) {
      return covariance();
    }
    return Arrays.stream(follow).map(sum -> sum / weight).toArray();
  }

  /**
   * Writes r(vx). A sketch's covariance is a closure's and may have negative directions, which no
   * regression can follow; lambda is doubled then until none weighs more than half of it, which
   * draws the answer towards the mean.
   *
   * @param vx the tag asked for, (tagDims)
   * @param lambda the ridge, positive, in squared units of the tag
   * @param value r afterwards, (contentDims), or (tagDims) if the atoms have no content
   * @return the lambda that was used
   * @throws IllegalArgumentException if lambda is not positive
   * @throws IllegalStateException if nothing was added
   */
  public double regress(double[] vx, double lambda, double[] value) {
    requireWeight();
    double used = ridge.factorise(spread, weight, lambda);
    for (int i = 0; i < tagDims; i++) {
      away[i] = vx[i] - tag[i];
    }
    ridge.solve(away);
    if (contentDims == 0) {
      for (int i = 0; i < tagDims; i++) { // Cov x = away - lambda x
        value[i] = Math.fma(-used, away[i], vx[i]);
      }
    }
    for (int t = 0; t < contentDims; t++) {
      double sum = 0;
      for (int i = 0; i < tagDims; i++) {
        sum = Math.fma(follow[t * tagDims + i], away[i], sum);
      }
      value[t] = content[t] + sum / weight;
    }
    return used;
  }

  private void requireWeight() {
    if (!(weight > 0)) {
      throw new IllegalStateException(
          "moments of weight=" + weight + " have no mean; add a part of positive weight first");
    }
  }

  // ---- what parts add ----

  /** Adds a point that lies where {@link #partTag} and {@link #partContent} say. */
  void addPart(double partWeight) {
    if (partWeight == 0) {
      return;
    }
    weight += partWeight;
    double step = partWeight / weight;
    double between = partWeight * (1 - step);
    for (int i = 0; i < tagDims; i++) {
      away[i] = partTag[i] - tag[i];
    }
    addOuter(between, away, away);
    for (int t = 0; t < contentDims; t++) {
      double apart = partContent[t] - content[t];
      addFollow(t, between * apart, away);
      content[t] = Math.fma(step, apart, content[t]);
    }
    for (int i = 0; i < tagDims; i++) {
      tag[i] = Math.fma(step, away[i], tag[i]);
    }
  }

  /** Adds factor times a circulant matrix to the spread within parts. */
  void addSpread(double factor, Circulant matrix, double[] s) {
    matrix.addLower(factor, s, spread);
  }

  /** Adds factor times x y' to the spread within parts; only its lower triangle counts. */
  void addOuter(double factor, double[] x, double[] y) {
    for (int i = 0; i < tagDims; i++) {
      double scaled = factor * x[i];
      int row = i * tagDims;
      for (int j = 0; j <= i; j++) {
        spread[row + j] = Math.fma(scaled, y[j], spread[row + j]);
      }
    }
  }

  /** Adds factor times y to how content t follows the tag within parts. */
  void addFollow(int t, double factor, double[] y) {
    addFollow(t, factor, y, 0);
  }

  void addFollow(int t, double factor, double[] y, int at) {
    int row = t * tagDims;
    for (int i = 0; i < tagDims; i++) {
      follow[row + i] = Math.fma(factor, y[at + i], follow[row + i]);
    }
  }
}
