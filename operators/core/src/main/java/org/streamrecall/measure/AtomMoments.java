package org.streamrecall.measure;

/** Mean and covariance of many atoms at once: over whole rows, a coordinate each. */
final class AtomMoments {
  private final int tagDims;
  private final int contentDims;
  private double[] weights = new double[0]; // (padded), zero behind the last
  private double[] weighted = weights;
  private final double[][] tags; // (tagDims, padded), from their mean
  private final double[][] contents; // (contentDims, padded), likewise
  private final double[] tag; // mean, (tagDims)
  private final double[] content; // mean, (contentDims)
  private double weight;
  private int padded;

  AtomMoments(int tagDims, int contentDims) {
    this.tagDims = tagDims;
    this.contentDims = contentDims;
    tags = new double[tagDims][];
    contents = new double[contentDims][];
    tag = new double[tagDims];
    content = new double[contentDims];
  }

  /**
   * Takes in atoms.
   *
   * @return whether they weigh anything
   */
  boolean gather(double[][] keys, Atom[] points, double[] from, int offset, int n) {
    padded = Kernels.padded(n);
    if (weights.length < padded) {
      grow(2 * padded);
    }
    weight = 0;
    for (int p = 0; p < n; p++) {
      weights[p] = from[offset + p];
      weight += weights[p];
    }
    java.util.Arrays.fill(weights, n, padded, 0);
    if (weight == 0) {
      return false;
    }
    for (int i = 0; i < tagDims; i++) {
      System.arraycopy(keys[i], 0, tags[i], 0, n);
      tag[i] = centre(tags[i], n);
    }
    for (int t = 0; t < contentDims; t++) {
      for (int p = 0; p < n; p++) {
        contents[t][p] = points[p].content()[t];
      }
      content[t] = centre(contents[t], n);
    }
    return true;
  }

  private void grow(int capacity) {
    weights = new double[capacity];
    weighted = new double[capacity];
    for (int i = 0; i < tagDims; i++) {
      tags[i] = new double[capacity];
    }
    for (int t = 0; t < contentDims; t++) {
      contents[t] = new double[capacity];
    }
  }

  /** Takes the weighted mean off a row and returns it. */
  private double centre(double[] row, int n) {
    java.util.Arrays.fill(row, n, padded, 0);
    double mean = Kernels.ACTIVE.dot(weights, row, padded) / weight;
    for (int p = 0; p < n; p++) {
      row[p] -= mean;
    }
    return mean;
  }

  /** Adds what was gathered. */
  void addTo(Moments sum) {
    System.arraycopy(tag, 0, sum.partTag, 0, tagDims);
    System.arraycopy(content, 0, sum.partContent, 0, contentDims);
    sum.addPart(weight);
    for (int i = 0; i < tagDims; i++) {
      weigh(tags[i]);
      for (int j = 0; j <= i; j++) {
        sum.addSpread(i, j, Kernels.ACTIVE.dot(weighted, tags[j], padded));
      }
    }
    for (int t = 0; t < contentDims; t++) {
      weigh(contents[t]);
      for (int i = 0; i < tagDims; i++) {
        sum.addFollow(t, i, Kernels.ACTIVE.dot(weighted, tags[i], padded));
      }
      sum.addOwn(t, Kernels.ACTIVE.dot(weighted, contents[t], padded));
    }
  }

  private void weigh(double[] row) {
    for (int p = 0; p < padded; p++) {
      weighted[p] = weights[p] * row[p];
    }
  }
}
