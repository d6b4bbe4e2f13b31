package org.streamrecall.events.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The moments of a key that are nearest to another, of all but the very oldest. */
final class Nearest {
  private static final int NEIGHBOURS = 10;
  private static final int MOST = 5000; // kept; then the oldest go

  private final List<float[]> tags = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();

  /** What came of the nearest moments, nearest first; none before the first. */
  double[] values(float[] tag) {
    double[] best = new double[Math.min(NEIGHBOURS, tags.size())];
    double[] theirs = new double[best.length];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    for (int i = 0; i < tags.size(); i++) {
      double square = 0;
      for (int k = 0; k < tag.length; k++) {
        double apart = tag[k] - tags.get(i)[k];
        square += apart * apart;
      }
      int at = best.length;
      while (at > 0 && square < best[at - 1]) {
        at--;
      }
      if (at < best.length) {
        System.arraycopy(best, at, best, at + 1, best.length - at - 1);
        System.arraycopy(theirs, at, theirs, at + 1, best.length - at - 1);
        best[at] = square;
        theirs[at] = values.get(i);
      }
    }
    return theirs;
  }

  void learn(float[] tag, double value) {
    tags.add(tag);
    values.add(value);
    if (tags.size() > MOST) {
      tags.remove(0);
      values.remove(0);
    }
  }
}
