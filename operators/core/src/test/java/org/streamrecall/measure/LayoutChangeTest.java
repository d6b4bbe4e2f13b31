package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.streamrecall.attention.SoftmaxRecall;

/** A memory outlives a change of its budget: the next fold writes it anew, within the new one. */
class LayoutChangeTest {
  private static final Shape SHAPE = new Shape(6, 4, 2, 0x1234);

  private static final List<SketchLayout> LAYOUTS =
      List.of(
          SketchLayout.of(SHAPE, 1600, true, Decay.NONE),
          SketchLayout.of(SHAPE, 3000, false, Decay.NONE), // no cells, narrow
          SketchLayout.of(SHAPE, 6000, true, Decay.NONE),
          SketchLayout.of(SHAPE, 6000, false, Decay.NONE),
          SketchLayout.of(SHAPE, 16384, true, Decay.NONE),
          SketchLayout.of(SHAPE, 40000, false, Decay.NONE));

  /** Every pair, after so few tokens that both are exact, that one is, and that none is. */
  static Stream<Arguments> changes() {
    return LAYOUTS.stream()
        .flatMap(
            from ->
                LAYOUTS.stream()
                    .flatMap(
                        to ->
                            Stream.of(13, 130, 3333)
                                .map(tokens -> Arguments.of(from, to, tokens, 0.3))));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void shouldGoOnUnderAnotherLayout(SketchLayout from, SketchLayout to, int tokens) {
    List<Atom> atoms = Streams.mixture(tokens + 2 * to.foldBatch(), 6, 5, 4, 1);
    assertGoesOn(from, to, atoms, tokens);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void shouldGoOnWithPointsUnderAnotherLayout(SketchLayout from, SketchLayout to, int tokens) {
    List<Atom> few = Streams.mixture(20, 6, 5, 4, 1);
    List<Atom> atoms = new ArrayList<>();
    for (int i = 0; i < tokens + 2 * to.foldBatch(); i++) {
      Atom atom = few.get(i % few.size());
      atoms.add(new Atom(atom.tag(), atom.content(), 1, 1000 + i, atom.ref()));
    }
    assertGoesOn(from, to, atoms, tokens);
  }

  private static void assertGoesOn(
      SketchLayout from, SketchLayout to, List<Atom> atoms, int tokens) {
    MeasureSketch before = new MeasureSketch(from);
    atoms.subList(0, tokens).forEach(before::add);
    double[] a = Streams.query(atoms, 5, 1);
    double[] answer = SoftmaxRecall.recall(before, a).value();

    MeasureSketch after = new MeasureSketch(to);
    after.restore(before.memory().clone(), before.recent());
    assertThat(SoftmaxRecall.recall(after, a).value()).isEqualTo(answer);
    assertThat(after.mass()).isEqualTo(before.mass());

    atoms.subList(tokens, atoms.size()).forEach(after::add);
    assertThat(after.tokens()).isEqualTo(atoms.size());
    assertThat(after.sizeInBytes()).isLessThanOrEqualTo(to.sketchBytes());
    assertThat(after.recent()).hasSizeLessThan(to.foldBatch());
    SketchHeader header = new SketchHeader(from.clusterLayout(), from.decay());
    header.read(after.memory(), SHAPE);
    assertThat(header.layout).isEqualTo(to.clusterLayout());

    ExactMeasure exact = new ExactMeasure(SHAPE);
    atoms.forEach(exact::add);
    double parts = 0;
    for (int p = 0; p < after.parts(); p++) {
      parts += after.mass(p);
    }
    assertThat(parts).isCloseTo(atoms.size(), Offset.offset(1e-6));
    MeasureSketch again = new MeasureSketch(to);
    again.restore(after.memory(), after.recent());
    for (int q = 0; q < 12; q++) { // so that every cluster is asked
      double[] near = Streams.query(atoms, 5, q);
      double[] value = SoftmaxRecall.recall(after, near).value();
      double[] truth = SoftmaxRecall.recall(exact, near).value();
      assertThat(value).containsExactly(truth, Offset.offset(after.exact() ? 1e-6 : 0.01));
      assertThat(SoftmaxRecall.recall(again, near).value()).isEqualTo(value);
    }
  }
}
