package org.streamrecall.events;

import java.util.ArrayList;
import java.util.List;

/** What an event has shown of its targets, while it is looked at. */
final class Judging {
  private final List<Odd> targets = new ArrayList<>();
  private final List<Double> floors = new ArrayList<>();
  private double least = 2; // p-value

  /**
   * @param odd with its error as deviation, without an anomaly
   * @param floor error that is nothing, positive
   */
  void add(Odd odd, double floor) {
    targets.add(odd);
    floors.add(floor);
    least = Math.min(least, odd.p());
  }

  /** Of several targets the most surprising, times their number; NaN where none was judged. */
  private double surprise() {
    return targets.isEmpty() ? Double.NaN : 1 - Math.min(1, targets.size() * least);
  }

  /**
   * Holds all against what has been odd before, and notes them.
   *
   * @param unlike of the moment, NaN where that is not known
   * @param records by target
   */
  Oddness close(double unlike, OddRecord... records) {
    List<Odd> all = new ArrayList<>(targets.size());
    for (int i = 0; i < targets.size(); i++) {
      Odd odd = targets.get(i);
      all.add(records[odd.target()].see(odd, floors.get(i), unlike));
    }
    return new Oddness(surprise(), unlike, all);
  }
}
