package org.streamrecall.flink.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.streamrecall.flink.Example;

class FormerModelsTest {
  private final FormerModels former = new FormerModels();

  @Test
  void shouldKeepWhatAnsweredBeforeUntilEverySubtaskHasHeard() {
    former.checkpoint(1);
    former.add(DatedModels.of(Example.MODEL));
    former.complete(1); // it began before the update
    assertThat(former).hasSize(1);
    former.checkpoint(2);
    former.complete(2);
    assertThat(former).hasSize(1); // heard, and kept for what is on its way
    former.checkpoint(3);
    former.complete(2); // told again
    assertThat(former).hasSize(1);
    former.complete(3);
    assertThat(former).isEmpty();
  }

  @Test
  void shouldNotGrowWithoutCheckpoints() {
    for (int i = 0; i < 10; i++) {
      former.add(DatedModels.of(i == 9 ? Example.SHARPER : Example.MODEL));
    }
    assertThat(former).hasSize(DatedModels.KEPT);
    assertThat(former.iterator().next().latest()).isSameAs(Example.SHARPER); // newest first
  }
}
