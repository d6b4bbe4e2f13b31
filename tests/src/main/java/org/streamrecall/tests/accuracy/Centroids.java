package org.streamrecall.tests.accuracy;

/**
 * Centroids and their masses alone: int8 means under one scale, bf16 masses, and with content an
 * int8 mean of it.
 */
final class Centroids extends ClusterMemory {
  Centroids(int bytes, int dims, int contentDims) {
    super(new StreamingClusters(bytes / each(dims, contentDims), dims, contentDims));
  }

  private static int each(int dims, int contentDims) {
    return (dims + contentDims) * Rounding.INT8.bytes() + Rounding.BF16.bytes();
  }

  @Override
  Mixture pack(StreamingClusters clusters) {
    float[] masses = clusters.masses();
    float[] means = clusters.flat(clusters.mean);
    Rounding.BF16.round(masses);
    Rounding.INT8.round(means);
    return new Mixture(clusters.dims, masses, means, null, contents(clusters));
  }
}
