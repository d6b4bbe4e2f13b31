package org.streamrecall.panel;

import java.util.Arrays;
import org.streamrecall.measure.Log;
import org.streamrecall.mixture.Residuals;

/**
 * Gaussians that are gathered, of which a few are made: neighbours that lose least of their
 * likelihood become one (Runnalls 2007).
 */
final class Gaussians implements Residuals {
  /** Variance of the narrowest, in parts of that of all. */
  private static final double NARROWEST = 1e-6;

  private int count;
  private double[] share = new double[16];
  private double[] mean = new double[16];
  private double[] variance = new double[16];
  private double[] log = {}; // of variances, scratch
  private double[] cost = {}; // of becoming one with the next, scratch

  void clear() {
    count = 0;
  }

  boolean isEmpty() {
    return count == 0;
  }

  @Override
  public void add(double share, double mean, double variance) {
    if (count == this.share.length) {
      this.share = Arrays.copyOf(this.share, 2 * count);
      this.mean = Arrays.copyOf(this.mean, 2 * count);
      this.variance = Arrays.copyOf(this.variance, 2 * count);
    }
    set(count++, share, mean, variance);
  }

  private void set(int k, double share, double mean, double variance) {
    this.share[k] = share;
    this.mean[k] = mean;
    this.variance[k] = variance;
  }

  /** Those of another, so many times, moved. */
  void addAll(Gaussians other, double times, double by) {
    for (int k = 0; k < other.count; k++) {
      add(times * other.share[k], other.mean[k] + by, other.variance[k]);
    }
  }

  /**
   * A few of them.
   *
   * @param unsure variance of where all of them together stand
   * @param spread unit of what is made
   */
  Shape shape(double unsure, double spread) {
    double sum = 0;
    double middle = 0;
    for (int k = 0; k < count; k++) {
      sum += share[k];
      middle += share[k] * mean[k];
    }
    if (!(sum > 0)) {
      return Shape.NONE;
    }
    middle /= sum;
    double all = 0;
    for (int k = 0; k < count; k++) {
      mean[k] -= middle;
      share[k] /= sum;
      all += share[k] * (variance[k] + mean[k] * mean[k]);
    }
    for (int k = 0; k < count; k++) {
      variance[k] = Math.max(Double.MIN_NORMAL, Math.max(NARROWEST * all, variance[k]));
    }
    sort();
    reduce();
    for (int k = 0; k < count; k++) {
      mean[k] /= spread;
      variance[k] = (variance[k] + unsure) / (spread * spread);
    }
    return Shape.of(count, share, mean, variance);
  }

  /** By their means: they come in no order, but not in a bad one. */
  private void sort() {
    for (int k = 1; k < count; k++) {
      double s = share[k];
      double m = mean[k];
      double v = variance[k];
      int at = k;
      for (; at > 0 && mean[at - 1] > m; at--) {
        set(at, share[at - 1], mean[at - 1], variance[at - 1]);
      }
      set(at, s, m, v);
    }
  }

  private void reduce() {
    log = grown(log);
    cost = grown(cost);
    for (int k = 0; k < count; k++) {
      log[k] = Log.log(variance[k]);
    }
    for (int k = 0; k + 1 < count; k++) {
      cost[k] = cost(k);
    }
    while (count > Shape.MOST) {
      int best = 0;
      for (int k = 1; k + 1 < count; k++) {
        best = cost[k] < cost[best] ? k : best;
      }
      merge(best);
    }
  }

  private double[] grown(double[] scratch) {
    return scratch.length < share.length ? new double[share.length] : scratch;
  }

  /** Makes the next one part of k. */
  private void merge(int k) {
    double sum = share[k] + share[k + 1];
    double both = share[k] * mean[k] + share[k + 1] * mean[k + 1];
    set(k, sum, both / sum, together(k));
    log[k] = Log.log(variance[k]);
    count--;
    for (int i = k + 1; i < count; i++) {
      set(i, share[i + 1], mean[i + 1], variance[i + 1]);
      log[i] = log[i + 1];
      cost[i] = cost[i + 1];
    }
    for (int i = Math.max(0, k - 1); i <= k && i + 1 < count; i++) {
      cost[i] = cost(i);
    }
  }

  /** What is lost if the next one becomes part of k. */
  private double cost(int k) {
    return (share[k] + share[k + 1]) * Log.log(together(k))
        - share[k] * log[k]
        - share[k + 1] * log[k + 1];
  }

  private double together(int k) {
    double sum = share[k] + share[k + 1];
    double apart = mean[k + 1] - mean[k];
    return (share[k] * variance[k] + share[k + 1] * variance[k + 1]) / sum
        + share[k] * share[k + 1] / (sum * sum) * apart * apart;
  }
}
