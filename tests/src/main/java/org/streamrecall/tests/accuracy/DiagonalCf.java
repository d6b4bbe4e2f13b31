package org.streamrecall.tests.accuracy;

/**
 * Clustering features as BIRCH's, read as diagonal Gaussians: mass, mean, standard deviation of
 * each coordinate in 8 bits under the cluster's own scale, and with content an int8 mean of it.
 * Packed once, when first asked.
 */
final class DiagonalCf implements Memory {
  private static final Rounding MEANS =
      Rounding.INT8; // f16: fewer clusters; better on drift, worse on most
  private static final int STEPS = 255;

  private final StreamingClusters clusters;
  private Mixture packed; // null once a token has come since

  DiagonalCf(int bytes, int dims, int contentDims) {
    int mass = Rounding.F32.bytes();
    int scale = Rounding.F16.bytes();
    int each = mass + dims * MEANS.bytes() + scale + dims + contentDims * Rounding.INT8.bytes();
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
      float[] means = clusters.flat(clusters.mean);
      float[] variances = clusters.flat(clusters.variance);
      float[] contents = clusters.content.length == 0 ? null : clusters.flat(clusters.content);
      MEANS.round(means);
      for (int g = 0; g < clusters.size; g++) {
        roundDeviations(variances, g * clusters.dims);
      }
      if (contents != null) {
        Rounding.INT8.round(contents);
      }
      packed = new Mixture(clusters.dims, clusters.masses(), means, variances, contents);
    }
    return packed.answer(a);
  }

  /** To 255 steps up to the cluster's largest deviation. */
  private void roundDeviations(float[] variances, int from) {
    double max = 0;
    for (int j = from; j < from + clusters.dims; j++) {
      max = Math.max(max, Math.sqrt(variances[j]));
    }
    for (int j = from; j < from + clusters.dims && max > 0; j++) {
      double deviation = Math.round(Math.sqrt(variances[j]) / max * STEPS) * max / STEPS;
      variances[j] = (float) (deviation * deviation);
    }
  }
}
