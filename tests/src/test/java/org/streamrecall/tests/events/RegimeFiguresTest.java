package org.streamrecall.tests.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;

/**
 * The figures that the README states of the untrained default, on a part of the keys: {@code
 * tests/bench events} prints those of all. Seeds are fixed, and so are the bits.
 */
@Tag("computes")
class RegimeFiguresTest {
  private static final long SEED = 7;
  private static final int KEYS = 60;
  private static final double ANOMALIES = 0.01;

  private static EventMemory memory(int bytes) {
    EventSchema schema =
        EventSchema.of("machine", "at", "category(mode), load, speed", "power", null);
    return new EventMemory(schema.untrained(), bytes, true, Decay.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {4096, 16_384})
  void shouldForetellAlmostAsWellAsWhoKnowsTheRegime(int bytes) {
    RegimeFigures figures = RegimeFigures.of(memory(bytes), SEED, KEYS, 300, 100, 0);
    assertThat(figures.rmse()).isLessThan(1.15 * figures.oracle());
    assertThat(figures.rmse()).isLessThan(0.2 * figures.runningMean());
    assertThat(figures.coverage()).isBetween(0.88, 0.92);
  }

  /** Not only on average: whatever the age of a key, once its errors are known. */
  @ParameterizedTest
  @ValueSource(ints = {100, 200, 400})
  void shouldHoldWhatIntervalsStateAtEveryAge(int age) {
    RegimeFigures figures = RegimeFigures.of(memory(4096), SEED, KEYS, age + 50, age, 0);
    assertThat(figures.coverage()).isBetween(0.87, 0.94);
  }

  @Test
  void shouldHoldWhatIntervalsStateForEachKey() {
    RegimeFigures figures = RegimeFigures.of(memory(4096), SEED, KEYS, 600, 100, 0);
    assertThat(figures.keysCovered()).isGreaterThan(0.9);
  }

  @Test
  void shouldBeSurprisedByWhatIsUnusualForItsRegimeOnly() {
    RegimeFigures figures = RegimeFigures.of(memory(4096), SEED, KEYS, 300, 100, ANOMALIES);
    assertThat(figures.auc()).isGreaterThan(0.95);
    assertThat(figures.globalAuc()).isLessThan(0.7);
  }
}
