package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under a decay, a token told without a time is as old as the newest before it, for good. */
class UntimedAtomTest {
  private static final SketchLayout LAYOUT =
      SketchLayout.of(new Shape(2, 0, 0, 1), 4096, false, new Decay(1000));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 40, 300})
  void shouldCountTheSameAfterBeingRestored(int untimedFirst) {
    MeasureSketch straight = new MeasureSketch(LAYOUT);
    MeasureSketch restored = new MeasureSketch(LAYOUT);
    for (int i = 0; i < 320; i++) {
      long time = i < untimedFirst || i % 2 == 0 ? Atom.NO_TIME : 300L * i;
      Atom atom = new Atom(new float[] {i, 1}, new float[0], 1, time, null);
      straight.add(atom);
      restored.add(atom);
      restored.restore(restored.memory().clone(), restored.recent());
      assertThat(restored.mass()).isEqualTo(straight.mass());
      assertThat(restored.parts()).isEqualTo(straight.parts());
      for (int p = 0; p < straight.parts(); p++) {
        assertThat(restored.mass(p)).isEqualTo(straight.mass(p));
      }
    }
  }
}
