package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.streamrecall.attention.Recollection;
import org.streamrecall.attention.SoftmaxRecall;

/** Weights are measured against one another: what multiplies all of them changes no answer. */
class WeightLawTest {
  private static final Shape SHAPE = new Shape(6, 4, 2, 0);
  private static final SketchLayout LAYOUT = SketchLayout.of(SHAPE, 4096);

  private static final int QUERIES = 20;

  private static List<Atom> times(double factor, List<Atom> atoms) {
    List<Atom> scaled = new ArrayList<>();
    for (Atom a : atoms) {
      scaled.add(new Atom(a.tag(), a.content(), factor * a.mass(), a.time(), a.ref()));
    }
    return scaled;
  }

  private static MeasureSketch told(List<Atom> atoms) {
    MeasureSketch sketch = new MeasureSketch(LAYOUT);
    atoms.forEach(sketch::add);
    return sketch;
  }

  /** Adding log c to every score adds it to the log mass and leaves the answer. */
  @Property(tries = 30)
  void shouldAnswerAlikeWhenEveryWeightIsMultiplied(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3000) int tokens,
      @ForAll @IntRange(min = -80, max = 80) int power) {
    List<Atom> atoms = Streams.mixture(tokens, 6, 5, 4, seed);
    double factor = Math.pow(10, power);
    MeasureSketch one = told(atoms);
    MeasureSketch other = told(times(factor, atoms));
    assertThat(other.mass() / factor).isCloseTo(one.mass(), Offset.offset(1e-9 * one.mass()));
    double bar = one.exact() ? 1e-12 : 0.5; // axes may be learned a fold earlier
    double apart = 0;
    double more = 0; // log mass, which far out hangs on a few clusters' tails
    for (int q = 0; q < QUERIES; q++) {
      double[] a = Streams.query(atoms, q, seed + q);
      Recollection mine = SoftmaxRecall.recall(one, a);
      Recollection theirs = SoftmaxRecall.recall(other, a);
      apart += Oracle.distance(theirs.value(), mine.value()) / QUERIES;
      more += Math.abs(theirs.logMass() - Math.log(factor) - mine.logMass()) / QUERIES;
    }
    assertThat(apart).isLessThan(0.02 * bar);
    assertThat(more).isLessThan(Math.max(1e-10, 0.5 * bar));
  }

  /** Moving every tag by c adds the same number, {@code <a,c>}, to every score. */
  @Property(tries = 30)
  void shouldAnswerAlikeWhenEveryTagIsMoved(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int tokens) {
    List<Atom> atoms = Streams.mixture(tokens, 6, 5, 4, seed);
    List<Atom> moved = new ArrayList<>();
    for (Atom atom : atoms) {
      float[] tag = atom.tag().clone();
      for (int k = 0; k < tag.length; k++) {
        tag[k] += k - 2.5f;
      }
      moved.add(new Atom(tag, atom.content(), 1, atom.time(), atom.ref()));
    }
    MeasureSketch one = told(atoms);
    MeasureSketch other = told(moved);
    double bar = one.exact() ? 1e-6 : 1e-3; // a float has seven digits
    double apart = 0;
    for (int q = 0; q < QUERIES; q++) {
      double[] a = Streams.query(atoms, q, seed + q);
      double[] mine = SoftmaxRecall.recall(one, a).value();
      apart += Oracle.distance(SoftmaxRecall.recall(other, a).value(), mine) / QUERIES;
    }
    assertThat(apart).isLessThan(bar);
  }

  @Property(tries = 60)
  void shouldStandWeightsOfAnyMagnitude(@ForAll long seed) {
    Random random = new Random(seed);
    MeasureSketch sketch = new MeasureSketch(LAYOUT);
    List<Atom> atoms = Streams.mixture(1500, 6, 5, 4, seed);
    double mass = 0;
    for (Atom a : atoms) {
      double weight = Math.min(Atom.MAX_MASS, Math.pow(10, 200 * random.nextDouble() - 100));
      mass += weight;
      sketch.add(new Atom(a.tag(), a.content(), weight, a.time(), a.ref()));
      assertThat(sketch.mass()).isCloseTo(mass, Offset.offset(1e-9 * mass));
    }
    for (int q = 0; q < 20; q++) {
      double[] value = SoftmaxRecall.recall(sketch, Streams.query(atoms, q, seed + q)).value();
      for (double share : value) {
        // Of one-hot contents; once in thousands of streams a line overshoots far out.
        assertThat(share).isBetween(-2.0, 3.0);
      }
    }
  }

  /** The one token that outweighs all others is the answer. */
  @Property(tries = 60)
  void shouldAnswerWithTheTokenThatOutweighsAll(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 999) int at) {
    List<Atom> atoms = Streams.mixture(1000, 6, 5, 4, seed);
    Atom heavy = atoms.get(at);
    atoms.set(at, new Atom(heavy.tag(), heavy.content(), 1e100, heavy.time(), heavy.ref()));
    MeasureSketch sketch = told(atoms);
    double[] value = SoftmaxRecall.recall(sketch, Streams.query(atoms, 10, seed)).value();
    for (int t = 0; t < 4; t++) {
      assertThat(value[t]).isCloseTo(heavy.content()[t], Offset.offset(1e-5));
    }
  }
}
