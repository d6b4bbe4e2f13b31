package org.streamrecall.measure;

import java.util.Arrays;

/** What queries ask of clusters: their closures under one tilt after another. */
final class TiltedClusters {
  /** Of the largest weight: what weighs less moves no answer by more than this. */
  private static final double NEGLIGIBLE = 1e-9;

  private final Workspace work;
  private final Clusters clusters;
  private final Closures closures;
  private final ErrorBound error;
  private final Curvature curvature;
  private final double[] a; // what the clusters were last tilted by, (width)
  private final double[] tag; // a sum of tags, (width)
  private final double[] spread; // a sum of covariances
  private double[] inner = new double[0]; // <a, m_g>
  private boolean ready;
  private boolean tilted;

  TiltedClusters(Clusters clusters) {
    this.clusters = clusters;
    work = clusters.work;
    closures = new Closures(work);
    error = new ErrorBound(work);
    curvature = new Curvature(work);
    a = new double[work.width];
    tag = new double[work.width];
    spread = new double[work.matrix.length()];
  }

  /** To be called when the clusters have changed. */
  void reset() {
    ready = false;
    tilted = false;
    error.reset();
  }

  /**
   * Tilts every cluster, unless that was done last.
   *
   * @param by effective query, (tagDims)
   */
  void tilt(double[] by) {
    if (!ready) {
      prepare();
    }
    boolean same = tilted;
    for (int i = 0; i < work.d; i++) {
      same &= a[i] == by[i];
      a[i] = by[i];
    }
    if (!same) {
      tilt();
    }
  }

  private void prepare() {
    closures.clear();
    for (int g = 0; g < clusters.size; g++) {
      closures.add(closure(g));
    }
    closures.prepare();
    clusters.startPlacing(0);
    if (inner.length < Kernels.padded(clusters.size)) {
      inner = new double[Kernels.padded(clusters.size)];
    }
    ready = true;
  }

  private void tilt() {
    clusters.scoreMeans(a, inner);
    closures.tilt(a, inner);
    tilted = true;
  }

  private Closure closure(int g) {
    return clusters.get(g).closure;
  }

  /** out_g += factor <by, m_g>. */
  void scoreMeans(double factor, double[] by, double[] out) {
    if (!ready) {
      prepare();
    }
    clusters.scoreMeans(by, inner);
    for (int g = 0; g < clusters.size; g++) {
      out[g] = Math.fma(factor, inner[g], out[g]);
    }
  }

  /** The log moment of each. */
  void logMoments(double[] out) {
    for (int g = 0; g < clusters.size; g++) {
      out[g] = closure(g).moment();
    }
  }

  /** sum += the tilted contents, each times its weight. */
  void addContents(double[] weights, double[] sum) {
    for (int g = 0; g < clusters.size; g++) {
      closure(g).addContent(weights[g], sum);
    }
  }

  /** sum += the tilted tags, each times its weight, (tagDims). */
  void addTags(double[] weights, double[] sum) {
    sumTags(weights);
    flush(sum);
  }

  private void sumTags(double[] weights) {
    Arrays.fill(tag, 0);
    Arrays.fill(spread, 0);
    double least = least(weights);
    for (int g = 0; g < clusters.size; g++) {
      if (Math.abs(weights[g]) > least) {
        closure(g).addTag(weights[g], tag, spread);
      }
    }
    work.matrix.multiply(spread, a, work.image);
    Kernels.ACTIVE.axpy(1, work.image, tag, work.width);
  }

  private double least(double[] weights) {
    double least = 0;
    for (int g = 0; g < clusters.size; g++) {
      least = Math.max(least, NEGLIGIBLE * Math.abs(weights[g]));
    }
    return least;
  }

  private void flush(double[] sum) {
    for (int i = 0; i < work.d; i++) {
      sum[i] += tag[i];
    }
  }

  void addMoments(double[] weights, Moments sum) {
    double least = least(weights);
    for (int g = 0; g < clusters.size; g++) {
      if (weights[g] > least) {
        curvature.add(clusters.get(g), weights[g], sum);
      }
    }
  }

  /** A 90 % bound on the answer's error, from all clusters. */
  double memoryError(double[] shares, double[] value) {
    return error.bound(clusters, a, shares, value);
  }

  /** da += the gradient by the query of sums of log moments and of contents. */
  void addGradient(double[] dLog, double[] weights, double[] dContent, double[] da) {
    sumTags(dLog);
    for (int g = 0; g < clusters.size; g++) {
      closure(g).addContentGradient(weights[g], dContent, tag);
    }
    flush(da);
  }

  /** out_g = <dContent, tilted content>. */
  void contentProducts(double[] dContent, double[] out) {
    double[] content = new double[work.contentDims];
    for (int g = 0; g < clusters.size; g++) {
      Arrays.fill(content, 0);
      closure(g).addContent(1, content);
      out[g] = 0;
      for (int t = 0; t < content.length; t++) {
        out[g] = Math.fma(dContent[t], content[t], out[g]);
      }
    }
  }
}
