package org.streamrecall.tests.streams;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Intervals of 90 %, and how good they are. */
final class Intervals {
  private static final double OUTSIDE = 0.1;

  private Intervals() {}

  /** Winkler's score: the width, and 20 times how far the truth lies outside. */
  static double winkler(double low, double high, double truth) {
    double outside = Math.max(0, low - truth) + Math.max(0, truth - high);
    return high - low + 2 / OUTSIDE * outside;
  }

  /**
   * The mean score of a method with conformal intervals: as wide as nine in ten of its own errors
   * so far, as far as they are known.
   *
   * @param said (asked)
   * @param truths (asked)
   * @param from the first that is scored
   * @param delay events until an error is known, at least 1
   */
  static double conformal(double[] said, double[] truths, int from, int delay) {
    List<Double> errors = new ArrayList<>(); // sorted
    double sum = 0;
    for (int i = 0; i < said.length; i++) {
      if (i >= delay) {
        double error = Math.abs(said[i - delay] - truths[i - delay]);
        int place = Collections.binarySearch(errors, error);
        errors.add(place < 0 ? -place - 1 : place, error);
      }
      if (i >= from) {
        int rank = (int) Math.ceil((errors.size() + 1) * (1 - OUTSIDE));
        double half = errors.isEmpty() ? 0 : errors.get(Math.min(rank, errors.size()) - 1);
        sum += winkler(said[i] - half, said[i] + half, truths[i]);
      }
    }
    return sum / (said.length - from);
  }
}
