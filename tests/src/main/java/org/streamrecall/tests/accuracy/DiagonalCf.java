package org.streamrecall.tests.accuracy;

/**
 * Clustering features as BIRCH's, read as diagonal Gaussians: mass, mean, standard deviation of
 * each coordinate in 8 bits under the cluster's own scale, and with content an int8 mean of it.
 */
final class DiagonalCf extends ClusterMemory {
  private static final Rounding MEANS =
      Rounding.INT8; // f16: fewer clusters; better on drift, worse on most
  private static final int STEPS = 255;

  DiagonalCf(int bytes, int dims, int contentDims) {
    super(new StreamingClusters(bytes / each(dims, contentDims), dims, contentDims));
  }

  private static int each(int dims, int contentDims) {
    int mass = Rounding.F32.bytes();
    int scale = Rounding.F16.bytes();
    return mass + dims * MEANS.bytes() + scale + dims + contentDims * Rounding.INT8.bytes();
  }

  @Override
  Mixture pack(StreamingClusters clusters) {
    float[] means = clusters.flat(clusters.mean);
    float[] variances = clusters.flat(clusters.variance);
    MEANS.round(means);
    for (int g = 0; g < clusters.size; g++) {
      roundDeviations(variances, g * clusters.dims, clusters.dims);
    }
    return new Mixture(clusters.dims, clusters.masses(), means, variances, contents(clusters));
  }

  /** To 255 steps up to the cluster's largest deviation. */
  private static void roundDeviations(float[] variances, int from, int dims) {
    double max = 0;
    for (int j = from; j < from + dims; j++) {
      max = Math.max(max, Math.sqrt(variances[j]));
    }
    for (int j = from; j < from + dims && max > 0; j++) {
      double deviation = Math.round(Math.sqrt(variances[j]) / max * STEPS) * max / STEPS;
      variances[j] = (float) (deviation * deviation);
    }
  }
}
