package org.streamrecall.tests.accuracy;

/**
 * Merges the closest pair of clusters, {@code (n_i n_j / (n_i + n_j))^.5 |D|^2} apart, until few
 * enough are left. Each remembers its nearest partner, so a merge costs a few scans.
 */
final class WardPairs {
  private final StreamingClusters clusters;
  private final int[] partner;
  private final double[] cost;
  private final float[] point; // (dims)
  private final float[] costs; // (clusters), from one to all

  WardPairs(StreamingClusters clusters) {
    this.clusters = clusters;
    this.partner = new int[clusters.size];
    this.cost = new double[clusters.size];
    this.point = new float[clusters.dims];
    this.costs = new float[clusters.size];
  }

  void mergeDownTo(int target) {
    if (clusters.size <= target) {
      return;
    }
    for (int g = 0; g < clusters.size; g++) {
      seek(g);
    }
    while (clusters.size > target) {
      int g = 0;
      for (int h = 1; h < clusters.size; h++) {
        g = cost[h] < cost[g] ? h : g;
      }
      merge(Math.min(g, partner[g]), Math.max(g, partner[g]));
    }
  }

  private void merge(int keep, int gone) {
    clusters.merge(keep, gone);
    int last = clusters.size;
    partner[gone] = partner[last];
    cost[gone] = cost[last];
    for (int g = 0; g < last; g++) {
      if (partner[g] == keep || partner[g] == gone) {
        partner[g] = -1; // it moved: seek again
      } else if (partner[g] == last) {
        partner[g] = gone;
      }
    }
    for (int g = 0; g < last && last > 1; g++) {
      if (partner[g] < 0 && g != keep) {
        seek(g);
      }
    }
    seek(keep);
    for (int g = 0; g < last; g++) {
      if (costs[g] < cost[g]) { // the merged mean may lie nearer than either did
        cost[g] = costs[g];
        partner[g] = keep;
      }
    }
  }

  /** Finds the partner of one cluster; leaves its costs to all in {@link #costs}. */
  private void seek(int g) {
    for (int j = 0; j < point.length; j++) {
      point[j] = clusters.mean[j][g];
    }
    clusters.distances(point, costs);
    double n = clusters.mass[g];
    cost[g] = Double.POSITIVE_INFINITY;
    for (int h = 0; h < clusters.size; h++) {
      double m = clusters.mass[h];
      costs[h] = h == g ? Float.POSITIVE_INFINITY : (float) Math.sqrt(n * m / (n + m)) * costs[h];
      if (costs[h] < cost[g]) {
        cost[g] = costs[h];
        partner[g] = h;
      }
    }
  }
}
