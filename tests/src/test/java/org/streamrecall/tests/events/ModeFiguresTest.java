package org.streamrecall.tests.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.EventMemory;
import org.streamrecall.measure.Decay;

/** What is said of moments that may end in two ways is the distribution, not one wide interval. */
@Tag("computes")
class ModeFiguresTest {
  private static final long SEED = 5;

  @Test
  void shouldKnowOneModeFromTwo() {
    EventMemory memory = new EventMemory(ModeFigures.SCHEMA.untrained(), 4096, true, Decay.NONE);
    ModeFigures figures = ModeFigures.of(memory, SEED, 8, 2000);
    assertThat(figures.one()).isBetween(.88, .92);
    assertThat(figures.two()).isBetween(.88, .92);
    assertThat(figures.crps()).isLessThan(1.12 * figures.truth());
    assertThat(figures.auc()).isGreaterThan(.93);
  }
}
