package org.streamrecall.deploy.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GroupsTest {
  /** Nothing is lost, the order is that of the numbers, and equal ones stay together. */
  @Property(tries = 300, seed = "7")
  void shouldShareOutAllCases(
      @ForAll List<@IntRange(min = 0, max = 20) Integer> cases,
      @ForAll @IntRange(min = 1, max = 8) int most) {
    List<List<Integer>> groups = Groups.of(cases, c -> c, most);
    List<Integer> all = new ArrayList<>();
    groups.forEach(all::addAll);
    assertThat(all).isEqualTo(cases.stream().sorted().toList());
    assertThat(groups).hasSizeLessThanOrEqualTo(most).noneMatch(List::isEmpty);
    for (int g = 1; g < groups.size(); g++) {
      List<Integer> before = groups.get(g - 1);
      assertThat(before.get(before.size() - 1)).isLessThan(groups.get(g).get(0));
    }
  }

  @Test
  void shouldBeOfOneSizeWhereNumbersDiffer() {
    assertThat(Groups.of(List.of(4, 2, 6, 1, 5, 3), c -> c, 3))
        .isEqualTo(List.of(List.of(1, 2), List.of(3, 4), List.of(5, 6)));
  }
}
