package org.streamrecall.measure;

import java.util.Arrays;

/**
 * The clusters of a memory while it is being worked on, told apart by (v, e): which is nearest,
 * what joins what, and which have changed. Places are reused, so that steady work allocates
 * nothing.
 */
final class Clusters {
  /** A token within this many standard deviations of a cluster joins it. */
  private static final double REACH = 1.6;

  /** So does one within this many deviations along its own direction: long clusters stay whole. */
  private static final double DIRECTED_REACH = 6;

  /** ... whose content lies within so many times the cluster's mean squared distance. */
  private static final double CONTENT_REACH = 9;

  /**
   * Tokens from which on a cluster keeps its tail, measured: sooner, it would not follow a drift.
   */
  private static final int OLD = 4 * Cluster.GROWN;

  /** Clusters whose means are within this many deviations of one another are halves of one. */
  private static final double REUNITED = 3;

  final Workspace work;
  int size;
  private Cluster[] slots = new Cluster[0];
  private final ClosestPairs closestPairs = new ClosestPairs(this);
  private double[] heads = new double[0]; // means, dimension-major (d, stride)
  private double[] distances = new double[0];
  private int stride;
  private Source source;

  /** Reads what a cluster keeps beyond its head, when it is first needed. */
  interface Source {
    void complete(Cluster cluster);
  }

  Clusters(Workspace work) {
    this.work = work;
  }

  void clear(Source from) {
    size = 0;
    source = from;
  }

  Cluster get(int g) {
    return slots[g];
  }

  /** The next place, its cluster to be filled by the caller. */
  Cluster append() {
    if (size == slots.length) {
      slots = Arrays.copyOf(slots, Math.max(16, 2 * size));
    }
    if (slots[size] == null) {
      slots[size] = new Cluster(work);
    }
    Cluster c = slots[size++];
    c.complete = true;
    c.dirty = true;
    c.home = -1;
    return c;
  }

  void append(Atom atom, double mass) {
    append().set(atom, mass);
    if (size <= stride) {
      writeHead(size - 1);
    }
  }

  /** Into the point of the very same tag, else a point of its own. */
  void addPoint(Atom atom, double mass) {
    float[] tag = atom.tag();
    for (int g = 0; g < size; g++) {
      double[] mean = slots[g].mean;
      int i = 0;
      while (i < tag.length && mean[i] == tag[i]) {
        i++;
      }
      if (i == tag.length) {
        slots[g].absorbPoint(atom, mass);
        return;
      }
    }
    append().set(atom, mass);
  }

  /** The same for another sketch's point. */
  void addPoint(Cluster other, double factor) {
    for (int g = 0; g < size; g++) {
      if (slots[g].distanceInTag(other) == 0) {
        slots[g].absorbPoint(other, factor);
        return;
      }
    }
    append().copy(other, factor);
  }

  Cluster complete(int g) {
    Cluster c = slots[g];
    if (!c.complete) {
      source.complete(c);
      c.complete = true;
    }
    return c;
  }

  /** Lays out the means for {@link #place}, with room for so many more. */
  void startPlacing(int more) {
    stride = Kernels.padded(size + more);
    if (heads.length < work.d * stride) {
      heads = new double[work.d * stride];
      distances = new double[stride];
    }
    for (int g = 0; g < size; g++) {
      writeHead(g);
    }
  }

  /** out_g = <a, m_g>, after {@link #startPlacing}. */
  void scoreMeans(double[] a, double[] out) {
    Kernels.ACTIVE.scores(a, heads, work.d, stride, Kernels.padded(size), out);
  }

  private void writeHead(int g) {
    double[] mean = slots[g].mean;
    for (int i = 0; i < work.d; i++) {
      heads[i * stride + g] = mean[i];
    }
  }

  /**
   * Into the nearest cluster if that is grown and near enough, else a cluster of its own. A young
   * one that is going to be reunited with an old one takes nothing that the old one reaches: it
   * would cut off its tail, and give it back as a cluster, its shape lost.
   */
  void place(Atom atom, double mass, int cellLimit) {
    int g = home(atom);
    if (g >= 0) {
      slots[g].absorb(atom, mass, cellLimit);
      slots[g].dirty = true;
      writeHead(g);
    } else {
      append(atom, mass);
    }
  }

  /** The cluster that an atom belongs to, or -1. */
  private int home(Atom atom) {
    int g = nearest(atom);
    int old = slots[g].tokens < Cluster.GROWN ? nearestOld() : -1;
    if (old >= 0 && reaches(old, atom) && apart(complete(old), complete(g)) < REUNITED * REUNITED) {
      return old;
    }
    return slots[g].tokens >= 2L * work.d && reaches(g, atom) ? g : -1;
  }

  /** The nearest of those that are {@link #OLD}, after {@link #nearest}, or -1. */
  private int nearestOld() {
    int best = -1;
    for (int g = 0; g < size; g++) {
      if (slots[g].tokens >= OLD && (best < 0 || distances[g] < distances[best])) {
        best = g;
      }
    }
    return best;
  }

  private int nearest(Atom atom) {
    double[] tag = work.delta;
    for (int i = 0; i < work.d; i++) {
      tag[i] = atom.tag()[i];
    }
    Kernels.ACTIVE.squares(tag, heads, work.d, stride, Kernels.padded(size), distances);
    int best = 0;
    for (int g = 0; g < size; g++) {
      if (work.contentWeight != 0) {
        distances[g] += work.contentWeight * slots[g].inContent(atom);
      }
      if (distances[g] < distances[best]) {
        best = g;
      }
    }
    return best;
  }

  private boolean reaches(int g, Atom atom) {
    Cluster c = complete(g);
    double contentSpread = work.contentWeight * c.contentSpread;
    if (distances[g] <= REACH * REACH * (c.trace() + contentSpread)) {
      return true;
    }
    double inContent = work.contentWeight == 0 ? 0 : work.contentWeight * c.inContent(atom);
    double inTag = 0;
    for (int i = 0; i < work.d; i++) {
      work.delta[i] = atom.tag()[i] - c.mean[i];
      inTag = Math.fma(work.delta[i], work.delta[i], inTag);
    }
    return inContent <= CONTENT_REACH * contentSpread
        && inTag * inTag <= DIRECTED_REACH * DIRECTED_REACH * c.quadratic(work.delta);
  }

  void mergeDownTo(int target, int cellLimit) {
    closestPairs.mergeDownTo(target, cellLimit);
  }

  double distance(int g, int h) {
    return slots[g].distance(slots[h]);
  }

  /** Moves cluster h into g and closes the gap with the last cluster. */
  void merge(int g, int h, int cellLimit) {
    Cluster into = complete(g);
    Cluster from = complete(h);
    boolean swap = from.hasAxes() && (!into.hasAxes() || from.mass > into.mass);
    if (swap) {
      slots[g] = from;
      slots[h] = into;
      from = into;
      into = slots[g];
    }
    into.merge(from, cellLimit);
    into.dirty = true;
    size--;
    if (h < size) {
      complete(size).dirty = true; // it changes its place
      slots[h] = slots[size];
      slots[size] = from;
    }
  }

  /** Learns the axes of the clusters that are due, after putting halves together again. */
  void refresh(int cellLimit) {
    boolean due = false;
    for (int g = 0; g < size; g++) {
      if (slots[g].dirty && slots[g].isDue()) {
        due = true;
        int half = half(g);
        if (half >= 0) {
          merge(Math.min(g, half), Math.max(g, half), cellLimit);
          g = -1; // places have changed: look again from the first
        }
      }
    }
    if (due) {
      learn(cellLimit);
    }
  }

  /** Learns the axes of the clusters that are due. */
  void learn(int cellLimit) {
    for (int g = 0; g < size; g++) {
      if (slots[g].dirty && slots[g].isDue()) {
        slots[g].learn(cellLimit);
      }
    }
  }

  /** The cluster whose union with g looks like one, or -1. */
  private int half(int g) {
    double least = REUNITED * REUNITED;
    int best = -1;
    for (int h = 0; h < size; h++) {
      if (h == g || slots[h].tokens < 2L * work.d) {
        continue;
      }
      double apart = apart(slots[g], complete(h));
      if (apart < least) {
        least = apart;
        best = h;
      }
    }
    return best;
  }

  /**
   * Squared deviations between two means, along the line from one to the other; as deviation, the
   * geometric mean of both: measured by the larger one alone, a long cluster would be near to each
   * of its neighbours in turn, and a ring of small ones would all become one.
   */
  private double apart(Cluster c, Cluster other) {
    for (int i = 0; i < work.d; i++) {
      work.delta[i] = other.mean[i] - c.mean[i];
    }
    double share = other.mass / (c.mass + other.mass);
    double within = Math.sqrt(c.quadratic(work.delta) * other.quadratic(work.delta));
    double square = c.distanceInTag(other);
    double contentSpread = (1 - share) * c.contentSpread + share * other.contentSpread;
    return c.distanceInContent(other) > CONTENT_REACH * contentSpread
        ? Double.POSITIVE_INFINITY
        : square * square / (within + Double.MIN_NORMAL);
  }
}
