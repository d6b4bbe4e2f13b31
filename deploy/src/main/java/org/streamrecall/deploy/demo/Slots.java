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

  /** Likewise for the value of an answer, a probability by slot. */
  static int largest(float[] value) {
    double[] scores = new double[value.length];
    for (int slot = 0; slot < scores.length; slot++) {
      scores[slot] = value[slot];
    }
    return largest(scores);
  }
}
