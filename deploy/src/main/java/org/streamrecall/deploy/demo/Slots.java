package org.streamrecall.deploy.demo;

/** Scores by slot. */
final class Slots {
  private Slots() {}

  /** The slot with the highest score, the first of equals; -1 if there is none. */
  static int largest(double[] scores) {
    int best = scores.length == 0 ? -1 : 0;
    for (int slot = 1; slot < scores.length; slot++) {
      if (scores[slot] > scores[best]) {
        best = slot;
      }
    }
    return best;
  }
}
