package org.streamrecall.deploy.labels;

import java.util.ArrayList;
import java.util.List;

/**
 * A method, and how odd it finds each event.
 *
 * @param keys (keys, events), the higher the odder; NaN where it says nothing
 */
record Rated(String name, List<double[]> keys) {
  /** Of those that are one method of several windows, of which the best one counts. */
  static final String Z_SCORE = "z-score over ";

  boolean isZScore() {
    return name.startsWith(Z_SCORE);
  }

  /** Of the same methods at several targets, the highest score of each event. */
  static List<Rated> highest(List<List<Rated>> targets) {
    List<Rated> all = new ArrayList<>();
    for (int m = 0; m < targets.get(0).size(); m++) {
      List<double[]> keys = new ArrayList<>();
      for (int k = 0; k < targets.get(0).get(m).keys().size(); k++) {
        keys.add(highest(targets, m, k));
      }
      all.add(new Rated(targets.get(0).get(m).name(), keys));
    }
    return all;
  }

  private static double[] highest(List<List<Rated>> targets, int method, int key) {
    double[] highest = targets.get(0).get(method).keys().get(key).clone();
    for (List<Rated> target : targets) {
      double[] scores = target.get(method).keys().get(key);
      for (int i = 0; i < highest.length; i++) {
        if (!(scores[i] <= highest[i])) {
          highest[i] = Double.isNaN(scores[i]) ? highest[i] : scores[i];
        }
      }
    }
    return highest;
  }
}
