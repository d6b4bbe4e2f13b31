package org.streamrecall.measure;

import java.util.Arrays;

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
  private double[] means = new double[0]; // dimension-major, (d, stride)
  private double[] masses = new double[0];
  private double[] row = new double[0]; // what joining one of them costs each
  private double[] toKeep = new double[0];
  private int stride;

  ClosestPairs(Clusters clusters) {
    this.clusters = clusters;
  }

  void mergeDownTo(int target, int cellLimit) {
    if (clusters.size <= target) {
      return;
    }
    layOut();
    seekAll();
    while (clusters.size > target) {
      int g = cheapest();
      merge(Math.min(g, partner[g]), Math.max(g, partner[g]), cellLimit);
    }
  }

  private void layOut() {
    stride = Kernels.padded(clusters.size);
    if (partner.length < stride) {
      partner = new int[stride];
      cost = new double[stride];
      masses = new double[stride];
      row = new double[stride];
      toKeep = new double[stride];
      means = new double[clusters.work.d * stride];
    }
    for (int g = 0; g < clusters.size; g++) {
      layOut(g);
    }
  }

  private void layOut(int g) {
    Cluster c = clusters.get(g);
    masses[g] = c.mass;
    for (int i = 0; i < clusters.work.d; i++) {
      means[i * stride + g] = c.mean[i];
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
    layOut(keep);
    if (gone < last) {
      layOut(gone);
    }
    costs(keep, last, toKeep);
    for (int g = 0; g < clusters.size; g++) {
      if (g == keep) {
        continue;
      }
      boolean moved = partner[g] == keep || partner[g] == gone;
      if (toKeep[g] <= cost[g]) { // the others have not moved: none can be nearer
        cost[g] = toKeep[g];
        partner[g] = keep;
      } else if (moved) {
        costs(g, last, row);
        seek(g, row);
      } else if (partner[g] == last) {
        partner[g] = gone;
      }
    }
    seek(keep, toKeep);
  }

  private void seekAll() {
    Arrays.fill(cost, 0, clusters.size, Double.POSITIVE_INFINITY);
    for (int g = 0; g < clusters.size; g++) {
      partner[g] = g == 0 ? 1 : 0;
      costs(g, g, row);
      for (int h = 0; h < g; h++) {
        if (row[h] < cost[g]) {
          cost[g] = row[h];
          partner[g] = h;
        }
        if (row[h] < cost[h]) {
          cost[h] = row[h];
          partner[h] = g;
        }
      }
    }
  }

  private void seek(int g, double[] costs) {
    cost[g] = Double.POSITIVE_INFINITY;
    partner[g] = g == 0 ? 1 : 0;
    for (int h = 0; h < clusters.size; h++) {
      if (h != g && costs[h] < cost[g]) {
        cost[g] = costs[h];
        partner[g] = h;
      }
    }
  }

  /** What merging g with each of the first so many would cost, into out. */
  private void costs(int g, int count, double[] out) {
    Workspace work = clusters.work;
    Cluster c = clusters.get(g);
    int n = Kernels.padded(count);
    Kernels.ACTIVE.squares(c.mean, means, work.d, stride, n, out);
    for (int h = 0; work.contentWeight != 0 && h < count; h++) {
      double inContent = c.distanceInContent(clusters.get(h));
      out[h] = Math.fma(work.contentWeight, inContent, out[h]);
    }
    Kernels.ACTIVE.costs(c.mass, masses, out, n);
  }
}
