package org.streamrecall.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Committed REFERENCE =
      new Committed(Map.of("a", new byte[] {1}, "b", new byte[] {2}), 0);

  private static Comparison of(Map<String, byte[]> seen, long repeated) {
    return Comparison.of(REFERENCE, new Committed(seen, repeated));
  }

  @Test
  void shouldCountWhatIsMissingRepeatedAndDifferent() {
    Map<String, byte[]> same = Map.of("a", new byte[] {1}, "b", new byte[] {2});
    assertThat(of(same, 0)).isEqualTo(new Comparison(0, 0, 0)).matches(Comparison::isClean);
    assertThat(of(same, 3)).isEqualTo(new Comparison(0, 3, 0));
    assertThat(of(Map.of("b", new byte[] {2}), 0)).isEqualTo(new Comparison(1, 0, 0));
    assertThat(of(Map.of("a", new byte[] {1}, "b", new byte[] {3}), 0))
        .isEqualTo(new Comparison(0, 0, 1));
    assertThat(of(Map.of("a", new byte[] {1}, "c", new byte[] {2}), 0))
        .isEqualTo(new Comparison(1, 0, 1));
    assertThat(new Comparison(1, 2, 3).plus(new Comparison(4, 5, 6)))
        .isEqualTo(new Comparison(5, 7, 9));
  }

  @Test
  void shouldCatchASabotageByWhatItDoes() {
    assertThat(Sabotage.AT_LEAST_ONCE.isCaught(new Comparison(1, 0, 1))).isFalse();
    assertThat(Sabotage.AT_LEAST_ONCE.isCaught(new Comparison(0, 1, 0))).isTrue();
    assertThat(Sabotage.ARRIVAL_ORDER.isCaught(new Comparison(1, 1, 0))).isFalse();
    assertThat(Sabotage.ARRIVAL_ORDER.isCaught(new Comparison(0, 0, 1))).isTrue();
  }
}
