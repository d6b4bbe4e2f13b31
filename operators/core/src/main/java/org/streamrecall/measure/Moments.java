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
 * <p>What is left of e beyond the line is its local residual; the interval comes from it. Reused
 * after {@link #clear()}; adding and regressing allocate nothing once warm. Not thread safe.
 */
public final class Moments {
  private final int tagDims;
  private final int contentDims;
  private final Circulant matrix;
  private final int width; // of a tag, padded
  private double weight;
  private final double[] tag; // E[v], (width)
  private final double[] content; // E[e], (contentDims)
  private final double[] spread; // weight Cov[v,v], circulant
  private final double[] follow; // weight Cov[e,v], (contentDims, width) row-major
  private final double[] own; // weight Var[e], (contentDims)

  final double[] partTag; // where a part writes its own mean, (width)
  final double[] partContent; // (contentDims)
  private final double[] away; // (width)
  private final double[] apart; // (contentDims)
  private final double[] lower; // a lower triangle, (active, active) row-major
  private final int[] dims; // the coordinates that vary, (active)
  private int active;
  private final double[] slope; // (tagDims)
  private final double[] residual; // of the last regression, (contentDims)
  private double leverage; // likewise
  private final Ridge ridge;
  private final WeightedRows points; // to be added yet
  private final WeightedRows directions; // likewise, of no mass

  public Moments(Shape shape) {
    tagDims = shape.tagDims();
    contentDims = shape.contentDims();
    matrix = new Circulant(tagDims);
    width = matrix.width;
    tag = new double[width];
    content = new double[contentDims];
    spread = new double[matrix.length()];
    follow = new double[contentDims * width];
    own = new double[contentDims];
    partTag = new double[width];
    partContent = new double[contentDims];
    away = new double[width];
    apart = new double[contentDims];
    lower = new double[tagDims * tagDims];
    dims = new int[tagDims];
    slope = new double[tagDims];
    residual = new double[contentDims];
    ridge = new Ridge(tagDims);
    points = new WeightedRows(matrix, contentDims);
    directions = new WeightedRows(matrix, contentDims);
  }

  /** Makes this a sum of nothing again. */
  public void clear() {
    points.clear();
    directions.clear();
    weight = 0;
    Arrays.fill(tag, 0);
    Arrays.fill(content, 0);
    Arrays.fill(spread, 0);
    Arrays.fill(follow, 0);
    Arrays.fill(own, 0);
  }

  /** Sum of the weights added. */
  public double weight() {
    addAll();
    return weight;
  }

  /** E[v], (tagDims). */
  public double[] tag() {
    addAll();
    return Arrays.copyOf(tag, tagDims);
  }

  /** E[e], (contentDims); (tagDims) if the atoms have no content. */
  public double[] content() {
    addAll();
    return contentDims == 0 ? tag() : content.clone();
  }

  /** Cov[v,v], (tagDims, tagDims) row-major. A sketch's may have small negative directions. */
  public double[] covariance() {
    requireWeight();
    double[] covariance = new double[tagDims * tagDims];
    for (int i = 0; i < tagDims; i++) {
      for (int j = 0; j < tagDims; j++) {
        covariance[i * tagDims + j] = matrix.get(i, j, spread) / weight;
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
    double[] cross = new double[contentDims * tagDims];
    for (int t = 0; t < contentDims; t++) {
      for (int i = 0; i < tagDims; i++) {
        cross[t * tagDims + i] = follow[t * width + i] / weight;
      }
    }
    return cross;
  }

  /** Var[e], (contentDims). */
  public double[] variance() {
    requireWeight();
    return Arrays.stream(own).map(sum -> sum / weight).toArray();
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
    double used = factorise(lambda);
    for (int k = 0; k < active; k++) {
      away[k] = vx[dims[k]] - tag[dims[k]];
    }
    if (contentDims == 0) {
      ridge.solve(away);
      for (int k = 0; k < active; k++) { // Cov x = away - lambda x
        value[dims[k]] = Math.fma(-used, away[k], vx[dims[k]]);
      }
      return used;
    }
    leverage = ridge.halfSolve(away); // z = L^-1 (vx - E[v])
    for (int t = 0; t < contentDims; t++) {
      for (int k = 0; k < active; k++) {
        slope[k] = follow[t * width + dims[k]] / weight;
      }
      double explained = ridge.halfSolve(slope); // y = L^-1 Cov[v,e]
      double sum = 0;
      for (int k = 0; k < active; k++) {
        sum = Math.fma(slope[k], away[k], sum);
      }
      value[t] = content[t] + sum;
      residual[t] = Math.max(0, own[t] / weight - explained);
    }
    return used;
  }

  /** Of the coordinates that vary; no line follows the others. */
  private double factorise(double lambda) {
    active = 0;
    for (int i = 0; i < tagDims; i++) {
      if (spread[i] != 0 || contentDims == 0) {
        dims[active++] = i;
      }
    }
    for (int k = 0; k < active; k++) {
      for (int l = 0; l <= k; l++) {
        lower[k * active + l] = matrix.get(dims[k], dims[l], spread);
      }
    }
    return ridge.factorise(lower, active, weight, lambda);
  }

  /**
   * x = (Cov[v,v] + lambda I)^-1 x with the lambda that the last regression used, among the
   * coordinates that vary; 0 for the others.
   */
  public void solve(double[] b) {
    for (int k = 0; k < active; k++) {
      slope[k] = b[dims[k]];
    }
    ridge.solve(slope);
    Arrays.fill(b, 0, tagDims, 0);
    for (int k = 0; k < active; k++) {
      b[dims[k]] = slope[k];
    }
  }

  /**
   * Variance of content t about the last regression's line, under the same weights:
   *
   * <pre>  Var[e] - Cov[e,v] (Cov[v,v] + lambda I)^-1 Cov[v,e]</pre>
   */
  public double residual(int t) {
    return residual[t];
  }

  /**
   * How far the tag of the last regression lay from the others, squared and in their own spread.
   * With n effective tokens the line's variance there is {@code residual (1 + leverage) / n}.
   */
  public double leverage() {
    return leverage;
  }

  // ---- what shards send ----

  /** Numbers of {@link #packed}. */
  private int packedLength() {
    return 1 + tagDims + Circulant.triangle(tagDims) + contentDims * (2 + tagDims);
  }

  /**
   * All that was added, to be added elsewhere: weight, E[v], E[e], then times weight Cov[v,v]
   * (lower triangle), Cov[e,v] (contentDims, tagDims) and Var[e].
   */
  public double[] packed() {
    addAll();
    double[] packed = new double[packedLength()];
    packed[0] = weight;
    System.arraycopy(tag, 0, packed, 1, tagDims);
    System.arraycopy(content, 0, packed, 1 + tagDims, contentDims);
    int at = 1 + tagDims + contentDims;
    for (int i = 0; i < tagDims; i++) {
      for (int j = 0; j <= i; j++) {
        packed[at++] = matrix.get(j, i, spread);
      }
    }
    for (int t = 0; t < contentDims; t++) {
      System.arraycopy(follow, t * width, packed, at, tagDims);
      at += tagDims;
    }
    System.arraycopy(own, 0, packed, at, contentDims);
    return packed;
  }

  /**
   * Adds what {@link #packed} gave, each weight times a factor.
   *
   * @throws IllegalArgumentException if it is of another shape
   */
  public void addPacked(double factor, double[] packed) {
    if (packed.length != packedLength()) {
      throw new IllegalArgumentException(
          "packed moments of "
              + packed.length
              + " numbers do not fit a shape that has "
              + packedLength()
              + "; add those of one schema");
    }
    addAll();
    double added = factor * packed[0];
    if (!(added > 0)) {
      return;
    }
    weight += added;
    double step = added / weight;
    for (int i = 0; i < tagDims; i++) {
      away[i] = packed[1 + i] - tag[i];
      tag[i] = Math.fma(step, away[i], tag[i]);
    }
    for (int t = 0; t < contentDims; t++) {
      apart[t] = packed[1 + tagDims + t] - content[t];
      content[t] = Math.fma(step, apart[t], content[t]);
    }
    addWithin(factor, added * (1 - step), packed);
  }

  /** Adds the products within, and those of the distance between the means. */
  private void addWithin(double factor, double between, double[] packed) {
    int at = 1 + tagDims + contentDims;
    for (int i = 0; i < tagDims; i++) {
      for (int j = 0; j <= i; j++) {
        matrix.add(j, i, factor * packed[at++] + between * away[i] * away[j], spread);
      }
    }
    for (int t = 0; t < contentDims; t++) {
      for (int i = 0; i < tagDims; i++) {
        follow[t * width + i] += factor * packed[at++] + between * apart[t] * away[i];
      }
    }
    for (int t = 0; t < contentDims; t++) {
      own[t] += factor * packed[at++] + between * apart[t] * apart[t];
    }
  }

  private void requireWeight() {
    addAll();
    if (!(weight > 0)) {
      throw new IllegalStateException(
          "moments of weight=" + weight + " have no mean; add a part of positive weight first");
    }
  }

  // ---- what parts add ----

  /** Adds a point that lies where {@link #partTag} and {@link #partContent} say. */
  void addPart(double partWeight) {
    if (partWeight != 0) {
      if (points.isFull()) {
        addPoints();
      }
      points.add(partWeight, partTag, partContent);
    }
  }

  /** Adds an atom as a point. */
  void addPart(double partWeight, Atom atom) {
    if (partWeight != 0) {
      if (points.isFull()) {
        addPoints();
      }
      points.add(partWeight, atom);
    }
  }

  /** Adds factor times y y' within parts, y being {@link #partTag} and {@link #partContent}. */
  void addDirection(double factor) {
    if (directions.isFull()) {
      addDirections();
    }
    directions.add(factor, partTag, partContent);
  }

  private void addAll() {
    if (!points.isEmpty()) {
      addPoints();
    }
    if (!directions.isEmpty()) {
      addDirections();
    }
  }

  private void addDirections() {
    directions.addTo(spread, follow, own);
    directions.clear();
  }

  /** About their own mean, and that about the mean of the points before them. */
  private void addPoints() {
    double added = points.centre(partTag, partContent);
    points.addTo(spread, follow, own);
    points.clear();
    weight += added;
    double step = added / weight;
    double between = added * (1 - step);
    for (int i = 0; i < width; i++) {
      away[i] = partTag[i] - tag[i];
    }
    for (int t = 0; t < contentDims; t++) {
      apart[t] = partContent[t] - content[t];
      content[t] = Math.fma(step, apart[t], content[t]);
    }
    for (int i = 0; i < width; i++) { // so short a row is no work for a vector
      tag[i] = Math.fma(step, away[i], tag[i]);
    }
    if (between != 0) {
      points.add(between, away, apart);
      points.addTo(spread, follow, own);
      points.clear();
    }
  }

  /** Adds factor times a circulant matrix to the spread within parts. */
  void addSpread(double factor, double[] s) {
    Kernels.ACTIVE.axpy(factor, s, spread, spread.length);
  }

  /** Adds factor times y to how content t follows the tag within parts. */
  void addFollow(int t, double factor, double[] y, int at) {
    int row = t * width;
    for (int i = 0; i < tagDims; i++) {
      follow[row + i] = Math.fma(factor, y[at + i], follow[row + i]);
    }
  }

  /** Adds to the variance of content t within parts. */
  void addOwn(int t, double value) {
    own[t] += value;
  }
}
