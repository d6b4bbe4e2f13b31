package org.streamrecall.events.label;

import java.util.HashMap;
import java.util.Map;
import org.streamrecall.measure.Log;

/** How rare a name has been for its key: what most users have today for categories. */
public final class Rarity {
  private final Map<String, Integer> counts = new HashMap<>();
  private int all;

  /**
   * The logarithm of one over its share so far, each name counted once more than it came; the name
   * is learned.
   */
  public double next(String name) {
    double places = all + counts.size() + 1.0;
    double score = Log.log(places / (counts.getOrDefault(name, 0) + 1.0));
    counts.merge(name, 1, Integer::sum);
    all++;
    return score;
  }
}
