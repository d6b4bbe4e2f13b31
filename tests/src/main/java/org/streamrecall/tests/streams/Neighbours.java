package org.streamrecall.tests.streams;

import java.util.Arrays;

/** The nearest of earlier points, by looking at all of them. */
final class Neighbours {
  private Neighbours() {}

  /**
   * @param points (points, dims)
   * @param of whose neighbours
   * @param known only the first so many are looked at
   * @param count at most
   */
  static int[] of(double[][] points, int of, int known, int count) {
    double[] distances = new double[count];
    int[] nearest = new int[count];
    int found = 0;
    for (int j = 0; j < known; j++) {
      double distance = 0;
      for (int d = 0; d < points[j].length; d++) {
        double apart = points[j][d] - points[of][d];
        distance += apart * apart;
      }
      if (found == count && distance >= distances[count - 1]) {
        continue;
      }
      int at = found < count ? found++ : count - 1;
      while (at > 0 && distances[at - 1] > distance) {
        distances[at] = distances[at - 1];
        nearest[at] = nearest[at - 1];
        at--;
      }
      distances[at] = distance;
      nearest[at] = j;
    }
    return Arrays.copyOf(nearest, found);
  }
}
