package org.streamrecall.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PausesTest {
  private final List<String> said = new ArrayList<>();
  private long now = 5_000_000;
  private final Pauses pauses = new Pauses(() -> now, said::add);

  @Test
  void shouldSayOnceWhichPartitionWaitsForLong() {
    pauses.change(List.of("tokens-1", "tokens-2"), List.of());
    now += 40_000;
    pauses.change(List.of("tokens-1", "tokens-3"), List.of("tokens-2"));
    assertThat(pauses.longest()).isEqualTo(40_000);
    pauses.look();
    assertThat(said).isEmpty();
    now += 30_000;
    pauses.look();
    pauses.look();
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).startsWith("The partition tokens-1 has not been read for 70 s, ");
  }

  @Test
  void shouldBeginAnewWithEachPause() {
    pauses.change(List.of("tokens-1"), List.of());
    now += 60_000;
    pauses.look();
    pauses.change(List.of(), List.of("tokens-1"));
    assertThat(pauses.longest()).isZero();
    pauses.change(List.of("tokens-1"), List.of());
    now += 59_999;
    pauses.look();
    assertThat(said).hasSize(1);
    now += 1;
    pauses.look();
    assertThat(said).hasSize(2);
  }
}
