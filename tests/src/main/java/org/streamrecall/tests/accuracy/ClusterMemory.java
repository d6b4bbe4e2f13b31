package org.streamrecall.tests.accuracy;

/** A baseline over clusters of one pass, packed when first asked after a token. */
abstract class ClusterMemory implements Memory {
  private final StreamingClusters clusters;
  private Mixture packed; // null once a token has come since

  ClusterMemory(StreamingClusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public final void add(float[] tag, float[] content) {
    clusters.add(tag, content);
    packed = null;
  }

  @Override
  public final double[] answer(double[] a) {
    if (packed == null) {
      clusters.shrink();
      packed = pack(clusters);
    }
    return packed.answer(a);
  }

  /** The clusters as their packed numbers would be read. */
  abstract Mixture pack(StreamingClusters clusters);

  /** Mean contents in 8 bits, or null if there are none. */
  static float[] contents(StreamingClusters clusters) {
    if (clusters.content.length == 0) {
      return null;
    }
    float[] contents = clusters.flat(clusters.content);
    Rounding.INT8.round(contents);
    return contents;
  }
}
