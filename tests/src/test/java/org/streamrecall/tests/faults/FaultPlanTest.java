package org.streamrecall.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  @Test
  void shouldHaveOfEachKindNearlyAsMany() {
    for (int kills = 0; kills <= 21; kills++) {
      FaultPlan plan = FaultPlan.draw(kills, 7);
      assertThat(plan.faults()).hasSize(kills);
      for (Fault fault : Fault.values()) {
        assertThat(plan.count(fault)).isBetween(kills / 4L, (kills + 3) / 4L);
      }
    }
  }

  @Test
  void shouldDrawOrderAndTimesByTheSeedAlone() {
    FaultPlan plan = FaultPlan.draw(20, 7);
    assertThat(FaultPlan.draw(20, 7)).isEqualTo(plan);
    assertThat(FaultPlan.draw(20, 8)).isNotEqualTo(plan);
    List<Double> shares = plan.faults().stream().map(FaultPlan.Planned::share).toList();
    assertThat(shares).isSorted().allMatch(share -> share > 0 && share < 1);
  }
}
