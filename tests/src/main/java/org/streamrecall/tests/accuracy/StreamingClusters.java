package org.streamrecall.tests.accuracy;

import java.util.Arrays;

/**
 * Clusters of a stream in one pass, as BIRCH builds them: a token joins the nearest cluster if that
 * has grown and lies within reach, and starts one of its own otherwise; when there are twice as
 * many as may stay, the closest are merged. Held unpacked, up to twice the final number: kinder
 * than equal bytes at every moment.
 */
final class StreamingClusters {
  private static final double GROWN = 8; // tokens: below that a spread says little
  private static final double REACH = 1.6; // in standard deviations of the whole cluster

  final int target;
  final int dims;
  int size;
  final double[] mass; // (2 target)
  final float[][] mean; // (dims, 2 target): a row is a vector loop over the clusters
  final float[][] variance; // (dims, 2 target)
  final float[][] content; // (contentDims, 2 target)
  private final float[] distance; // (2 target), scratch

  StreamingClusters(int target, int dims, int contentDims) {
    this.target = target;
    this.dims = dims;
    this.mass = new double[2 * target];
    this.mean = new float[dims][2 * target];
    this.variance = new float[dims][2 * target];
    this.content = new float[contentDims][2 * target];
    this.distance = new float[2 * target];
  }

  void add(float[] tag, float[] value) {
    int g = nearest(tag);
    if (g < 0 || mass[g] < GROWN || distance[g] > REACH * REACH * spread(g)) {
      g = size++;
      mass[g] = 0;
    }
    absorb(g, tag, value);
    if (size == 2 * target) {
      shrink();
    }
  }

  /** Merges until no more than target are left. */
  void shrink() {
    new WardPairs(this).mergeDownTo(target);
  }

  private int nearest(float[] tag) {
    distances(tag, distance);
    int nearest = -1;
    float least = Float.POSITIVE_INFINITY;
    for (int g = 0; g < size; g++) {
      if (distance[g] < least) {
        least = distance[g];
        nearest = g;
      }
    }
    return nearest;
  }

  /** Squared distances of a point from every mean. */
  void distances(float[] point, float[] out) {
    Arrays.fill(out, 0, size, 0);
    for (int j = 0; j < dims; j++) {
      float[] m = mean[j];
      float y = point[j];
      for (int g = 0; g < size; g++) {
        float step = m[g] - y;
        out[g] += step * step;
      }
    }
  }

  private double spread(int g) {
    double sum = 0;
    for (int j = 0; j < dims; j++) {
      sum += variance[j][g];
    }
    return sum;
  }

  private void absorb(int g, float[] tag, float[] value) {
    mass[g]++;
    float share = (float) (1 / mass[g]);
    for (int j = 0; j < dims; j++) {
      if (mass[g] == 1) {
        mean[j][g] = tag[j];
        variance[j][g] = 0;
        continue;
      }
      float step = tag[j] - mean[j][g];
      mean[j][g] += share * step;
      variance[j][g] = (1 - share) * (variance[j][g] + share * step * step);
    }
    for (int k = 0; k < content.length; k++) {
      content[k][g] = mass[g] == 1 ? value[k] : content[k][g] + share * (value[k] - content[k][g]);
    }
  }

  /** Pools two clusters into the first; the last one takes the place of the second. */
  void merge(int keep, int gone) {
    float share = (float) (mass[gone] / (mass[keep] + mass[gone]));
    int last = size - 1;
    for (int j = 0; j < dims; j++) {
      float step = mean[j][gone] - mean[j][keep];
      mean[j][keep] += share * step;
      variance[j][keep] += share * (variance[j][gone] - variance[j][keep]);
      variance[j][keep] += share * (1 - share) * step * step;
      mean[j][gone] = mean[j][last];
      variance[j][gone] = variance[j][last];
    }
    for (float[] column : content) {
      column[keep] += share * (column[gone] - column[keep]);
      column[gone] = column[last];
    }
    mass[keep] += mass[gone];
    mass[gone] = mass[last];
    size = last;
  }

  /** Rows of clusters, (size, rows) row-major. */
  float[] flat(float[][] columns) {
    float[] flat = new float[size * columns.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = columns[i % columns.length][i / columns.length];
    }
    return flat;
  }

  /** Masses, (size). */
  float[] masses() {
    float[] masses = new float[size];
    for (int g = 0; g < size; g++) {
      masses[g] = (float) mass[g];
    }
    return masses;
  }
}
