package org.streamrecall.events;

import java.util.ArrayList;
import java.util.List;

/** What an event has shown of its targets, while it is looked at. */
final class Judging<R extends Held> {
  private final List<Odd> targets = new ArrayList<>();
  private final List<R> moments = new ArrayList<>();
  private final List<Double> floors = new ArrayList<>();
  private final OddRecord[] records; // by target
  private double least = 2; // p-value

  /**
   * @param records what has been odd before, by target
   */
  Judging(OddRecord... records) {
    this.records = records;
  }

  /**
   * @param odd with its error as deviation, without an anomaly
   * @param floor error that is nothing, positive
   * @param moment of which it had been foretold
   */
  void add(Odd odd, double floor, R moment) {
    targets.add(odd);
    moments.add(moment);
    floors.add(floor);
    least = Math.min(least, odd.p());
  }

  /** Of which a target had been foretold. */
  R moment(int target) {
    int at = 0;
    while (targets.get(at).target() != target) {
      at++;
    }
    return moments.get(at);
  }

  /** Of several targets the most surprising, times their number; NaN where none was judged. */
  private double surprise() {
    return targets.isEmpty() ? Double.NaN : 1 - Math.min(1, targets.size() * least);
  }

  /**
   * Holds all against what has been odd before, and notes them.
   *
   * @param unlike of the moment, NaN where that is not known
   */
  Oddness close(double unlike) {
    List<Odd> all = new ArrayList<>(targets.size());
    for (int i = 0; i < targets.size(); i++) {
      Odd odd = targets.get(i);
      all.add(records[odd.target()].see(odd, floors.get(i), unlike));
    }
    return new Oddness(surprise(), unlike, all);
  }
}
