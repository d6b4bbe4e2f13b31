package org.streamrecall.events.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where alarms would ring if a threshold were put on a score. */
public final class Ringing {
  private Ringing() {}

  /**
   * A key's events that reach a threshold, after each of which none rings for a while.
   *
   * @param scores (events), the higher the odder; NaN reaches none
   * @param from the first event that may ring
   * @param quiet events after an alarm in which none rings
   */
  public static List<Integer> at(double threshold, double[] scores, int from, int quiet) {
    List<Integer> rung = new ArrayList<>();
    int next = from;
    for (int i = from; i < scores.length; i++) {
      if (i >= next && scores[i] >= threshold) {
        rung.add(i);
        next = i + quiet + 1;
      }
    }
    return rung;
  }

  /**
   * The lowest threshold at which so many alarms ring in the second halves of all keys, or fewer: a
   * higher one never rings oftener.
   *
   * @param scores (keys, events)
   * @return infinite where none rings seldom enough
   */
  public static double threshold(long most, List<double[]> scores, int quiet) {
    double[] rising =
        scores.stream()
            .flatMapToDouble(key -> Arrays.stream(key, key.length / 2, key.length))
            .filter(score -> !Double.isNaN(score))
            .sorted()
            .distinct()
            .toArray();
    int low = 0; // all below ring too often
    int high = rising.length; // all from here on do not
    while (low < high) {
      int middle = (low + high) / 2;
      double threshold = rising[middle];
      long rung =
          scores.stream().mapToLong(key -> at(threshold, key, key.length / 2, quiet).size()).sum();
      if (rung <= most) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return high == rising.length ? Double.POSITIVE_INFINITY : rising[high];
  }

  /** The same as truth values of all events. */
  public static boolean[] opened(double threshold, double[] scores, int from, int quiet) {
    boolean[] opened = new boolean[scores.length];
    at(threshold, scores, from, quiet).forEach(i -> opened[i] = true);
    return opened;
  }
}
