package org.streamrecall.tests.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Which faults come when: of every kind nearly as many, in an order and at places of the load that
 * a seed draws.
 */
record FaultPlan(List<Planned> faults) {
  /** Before and after it the load runs undisturbed. */
  private static final double FIRST = 0.04;

  private static final double LAST = 0.96;

  /**
   * @param share of the load that has been sent when the fault comes
   * @param draw of what else is left to chance: which TaskManager, how long it is gone
   */
  record Planned(Fault fault, double share, long draw) {}

  static FaultPlan draw(int kills, long seed) {
    Random random = new Random(seed);
    List<Fault> kinds = new ArrayList<>();
    while (kinds.size() < kills) {
      List<Fault> each = new ArrayList<>(List.of(Fault.values()));
      Collections.shuffle(each, random);
      kinds.addAll(each.subList(0, Math.min(each.size(), kills - kinds.size())));
    }
    Collections.shuffle(kinds, random);
    List<Planned> faults = new ArrayList<>();
    for (Fault kind : kinds) {
      double share = FIRST + (LAST - FIRST) * random.nextDouble();
      faults.add(new Planned(kind, share, random.nextLong()));
    }
    faults.sort(Comparator.comparingDouble(Planned::share));
    return new FaultPlan(faults);
  }

  long count(Fault fault) {
    return faults.stream().filter(planned -> planned.fault() == fault).count();
  }
}
