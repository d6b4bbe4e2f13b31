package org.streamrecall.events;

import java.util.ArrayList;
import java.util.List;

/** What an event has shown of its targets, while it is looked at. */
final class Judging {
  private final List<Odd> targets = new ArrayList<>();
  private double least = 2; // p-value

  /**
   * @param odd but for its anomaly
   */
  void add(Odd odd) {
    targets.add(odd);
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
    for (Odd odd : targets) {
      double z = odd.sign() < 0 ? -odd.deviation() : odd.deviation();
      all.add(odd.as(records[odd.target()].see(z, unlike)));
    }
    return new Oddness(surprise(), unlike, all);
  }
}
