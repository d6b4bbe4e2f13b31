package org.streamrecall.deploy.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Which moments of one key are unlike those learned: those that had fewer moments like them in
 * memory than all but 1 in 20 had while the key was learned. How many that is depends on the
 * readings and the machine, so that it is measured; 1 in 100 would be what a passing disturbance
 * sets, a few moments of all.
 */
final class Unlike {
  /** Share of the learning phase's own moments that counts as unlike. */
  static final double CHANCE = 0.05;

  private final List<Double> learned = new ArrayList<>();
  private double least = Double.NEGATIVE_INFINITY;

  /**
   * @param familiarity of a moment of the learning phase, once nothing in it is new for its being
   *     early
   */
  void learn(double familiarity) {
    if (Double.isNaN(familiarity)) {
      return; // nothing had been told
    }
    learned.add(familiarity);
  }

  /** Ends the learning phase. */
  void settle() {
    if (!learned.isEmpty()) {
      least = learned.stream().sorted().toList().get((int) (CHANCE * learned.size()));
    }
  }

  boolean is(double familiarity) {
    return familiarity < least;
  }
}
