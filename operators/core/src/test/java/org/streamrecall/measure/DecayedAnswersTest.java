package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a memory whose tokens fade are those of the exact faded measure. */
class DecayedAnswersTest {
  private static final Shape SHAPE = new Shape(6, 4, 2, 0x1234);

  private static SketchLayout layout(long halfLife) {
    return SketchLayout.of(SHAPE, 4096, true, new Decay(halfLife));
  }

  private static MeasureSketch told(SketchLayout layout, List<Atom> atoms) {
    MeasureSketch sketch = new MeasureSketch(layout);
    atoms.forEach(sketch::add);
    return sketch;
  }

  /** The same atoms with their masses as of a time. */
  private static List<Atom> decayed(List<Atom> atoms, long halfLife, long asOf) {
    List<Atom> now = new ArrayList<>();
    for (Atom atom : atoms) {
      double mass = atom.mass() * Math.pow(2, (double) (atom.time() - asOf) / halfLife);
      now.add(new Atom(atom.tag(), atom.content(), mass, atom.time(), atom.ref()));
    }
    return now;
  }

  /** Atoms whose times wander, some of them late. */
  private static List<Atom> wandering(int count, long halfLife, long seed) {
    Random random = new Random(seed);
    List<Atom> atoms = new ArrayList<>();
    long time = 1_000_000;
    for (Atom atom : Streams.mixture(count, 6, 5, 4, seed)) {
      time += (long) (random.nextDouble() * halfLife / 20);
      long late = random.nextInt(10) == 0 ? random.nextInt(5) * halfLife : 0;
      atoms.add(new Atom(atom.tag(), atom.content(), 1, time - late, atom.ref()));
    }
    return atoms;
  }

  /** A hundred half-lives and more, of few tokens: what the audits hold must fade as well. */
  @ParameterizedTest
  @ValueSource(ints = {50, 200, 2000, 20000})
  void shouldStayNearTheExactDecayedMeasure(int halfLife) {
    List<Atom> atoms = Streams.mixture(20000, 6, 5, 4, 2); // 1000 to 20999
    MeasureSketch sketch = new MeasureSketch(layout(halfLife));
    for (int told = 0; told < 20000; told += 4000) {
      atoms.subList(told, told + 4000).forEach(sketch::add);
      long asOf = 5500 + told;
      sketch.decayTo(asOf);
      int from = Math.max(0, told + 4000 - 200 * halfLife); // older ones weigh nothing
      List<Atom> now = decayed(atoms.subList(from, told + 4000), halfLife, asOf);
      double mass = now.stream().mapToDouble(Atom::mass).sum();
      assertThat(sketch.exact()).isFalse();
      assertThat(sketch.mass()).isCloseTo(mass, Offset.offset(1e-9 * mass));
      Oracle oracle = new Oracle(SHAPE, now, 8, 50, 2);
      assertThat(oracle.median(sketch)).isLessThan(0.004);
      assertThat(oracle.largest(sketch)).isLessThan(0.05);
    }
  }

  @Test
  void shouldMergeWhatDecayed() {
    List<Atom> atoms = wandering(4000, 500, 3);
    long asOf = atoms.stream().mapToLong(Atom::time).max().orElseThrow();
    double mass = decayed(atoms, 500, asOf).stream().mapToDouble(Atom::mass).sum();
    for (int cut : new int[] {0, 30, 500, 2000, 3970, 4000}) {
      for (boolean forth : new boolean[] {true, false}) {
        MeasureSketch one = told(layout(500), atoms.subList(0, cut));
        MeasureSketch other = told(layout(500), atoms.subList(cut, 4000));
        MeasureSketch into = forth ? one : other;
        into.merge(forth ? other : one);
        assertThat(into.tokens()).isEqualTo(4000);
        assertThat(into.mass()).isCloseTo(mass, Offset.offset(1e-9 * mass));
        assertThat(into.sizeInBytes()).isLessThanOrEqualTo(4096);
      }
    }
  }
}
