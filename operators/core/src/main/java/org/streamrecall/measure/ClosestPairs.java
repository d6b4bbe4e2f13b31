package org.streamrecall.measure;

/**
 * Merges the closest pair of clusters until few enough are left. Closeness is Ward-like, {@code
 * (n_i n_j / (n_i + n_j))^.5 |D|^2}, measured best of the exponents tried; ties go to the older
 * pair, so the result depends on the input alone. Each cluster remembers its nearest partner, so a
 * merge costs about one scan.
 */
final class ClosestPairs {
  private final Clusters clusters;
  private int[] partner = new int[0];
  private double[] cost = new double[0];

  ClosestPairs(Clusters clusters) {
    this.clusters = clusters;
  }

  void mergeDownTo(int target, int cellLimit) {
    if (clusters.size <= target) {
      return;
    }
    if (partner.length < clusters.size) {
      partner = new int[clusters.size];
      cost = new double[clusters.size];
    }
    seekAll();
    while (clusters.size > target) {
      int g = cheapest();
      merge(Math.min(g, partner[g]), Math.max(g, partner[g]), cellLimit);
    }
  }

  private int cheapest() {
    int best = 0;
    for (int g = 1; g < clusters.size; g++) {
      if (cost[g] < cost[best]) {
        best = g;
      }
    }
    return best;
  }

  /** The last cluster takes the place of the one that is gone. */
  private void merge(int keep, int gone, int cellLimit) {
    clusters.merge(keep, gone, cellLimit);
    int last = clusters.size;
    partner[gone] = partner[last];
    cost[gone] = cost[last];
    for (int g = 0; g < clusters.size; g++) {
      if (g == keep) {
        continue;
      }
      boolean moved = partner[g] == keep || partner[g] == gone;
      double toKeep = cost(g, keep);
      if (toKeep <= cost[g]) { // the others have not moved: none can be nearer
        cost[g] = toKeep;
        partner[g] = keep;
      } else if (moved) {
        seek(g);
      } else if (partner[g] == last) {
        partner[g] = gone;
      }
    }
    if (clusters.size > 1) {
      seek(keep);
    }
  }

  private void seekAll() {
    java.util.Arrays.fill(cost, 0, clusters.size, Double.POSITIVE_INFINITY);
    for (int g = 0; g < clusters.size; g++) {
      partner[g] = g == 0 ? 1 : 0;
      for (int h = 0; h < g; h++) {
        double c = cost(g, h);
        if (c < cost[g]) {
          cost[g] = c;
          partner[g] = h;
        }
        if (c < cost[h]) {
          cost[h] = c;
          partner[h] = g;
        }
      }
    }
  }

  private void seek(int g) {
    cost[g] = Double.POSITIVE_INFINITY;
    partner[g] = g == 0 ? 1 : 0;
    for (int h = 0; h < clusters.size; h++) {
      if (h != g) {
        double c = cost(g, h);
        if (c < cost[g]) {
          cost[g] = c;
          partner[g] = h;
        }
      }
    }
  }

  private double cost(int g, int h) {
    double n = clusters.get(g).mass;
    double m = clusters.get(h).mass;
    return Math.sqrt(n / (n + m) * m) * clusters.distance(g, h);
  }
}
