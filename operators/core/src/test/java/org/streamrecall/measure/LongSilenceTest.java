package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.attention.SoftmaxRecall;

/** What is older than any number can tell is forgotten without a trace, not without a number. */
class LongSilenceTest {
  @ParameterizedTest
  @CsvSource({
    "clusters-3003, 100",
    "clusters-3003, 1100",
    "clusters-3003, 5000",
    "clusters-3003, 1000000000",
    "points-decayed-502, 1100",
    "points-decayed-502, 1000000000",
    "atoms-20, 1100",
    "atoms-20, 1000000000"
  })
  void shouldGoOnAfterAnySilence(String name, long halfLives) {
    GoldenMemory golden = GoldenMemory.of(name);
    SketchLayout layout = golden.layout();
    MeasureSketch sketch = golden.told();
    long silence = halfLives * layout.decay().halfLife();
    MeasureSketch young = new MeasureSketch(layout);
    for (Atom atom : golden.stream(200)) {
      sketch.add(after(silence, atom));
    }
    for (Atom atom : golden.stream(600)) {
      sketch.add(after(2 * silence, atom));
      young.add(after(2 * silence, atom));
      MeasureSketch restored = new MeasureSketch(layout);
      restored.restore(sketch.memory().clone(), sketch.recent());
      for (double[] a : golden.queries()) {
        assertThat(SoftmaxRecall.recall(restored, a).logMass()).isFinite();
        for (double value : SoftmaxRecall.recall(restored, a).value()) {
          assertThat(value).isFinite();
        }
      }
    }
    assertThat(sketch.mass()).isCloseTo(young.mass(), Offset.offset(1e-9 * young.mass()));
  }

  /** The same atom later, and elsewhere, so that nothing old is refreshed. */
  private static Atom after(long silence, Atom atom) {
    float[] tag = atom.tag().clone();
    tag[0] += 10 * (float) Math.log(silence);
    return new Atom(tag, atom.content(), atom.mass(), atom.time() + silence, atom.ref());
  }
}
