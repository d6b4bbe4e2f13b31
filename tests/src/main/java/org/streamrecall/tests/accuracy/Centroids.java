package org.streamrecall.tests.accuracy;

/**
 * Centroids and their masses alone: int8 means under one scale, bf16 masses, and with content an
 * int8 mean of it. Packed once, when first asked.
 */
final class Centroids implements Memory {
  private final StreamingClusters clusters;
  private Mixture packed; // null once a token has come since

  Centroids(int bytes, int dims, int contentDims) {
    int each = (dims + contentDims) * Rounding.INT8.bytes() + Rounding.BF16.bytes();
    this.clusters = new StreamingClusters(bytes / each, dims, contentDims);
  }

  @Override
  public void add(float[] tag, float[] content) {
    clusters.add(tag, content);
    packed = null;
  }

  @Override
  public double[] answer(double[] a) {
    if (packed == null) {
      clusters.shrink();
      float[] masses = clusters.masses();
      float[] means = clusters.flat(clusters.mean);
      float[] contents = clusters.content.length == 0 ? null : clusters.flat(clusters.content);
      Rounding.BF16.round(masses);
      Rounding.INT8.round(means);
      if (contents != null) {
        Rounding.INT8.round(contents);
      }
      packed = new Mixture(clusters.dims, masses, means, null, contents);
    }
    return packed.answer(a);
  }
}
