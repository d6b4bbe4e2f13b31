package org.streamrecall.attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Shape;
import org.streamrecall.measure.Streams;

class SoftmaxRecallTest {
  private static ExactMeasure measure(Shape shape, List<Atom> atoms) {
    ExactMeasure nu = new ExactMeasure(shape);
    atoms.forEach(nu::add);
    return nu;
  }

  @Property(tries = 100)
  void shouldTreatAWeightedAtomAsThatManyTokens(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 60) double beta) {
    Shape shape = new Shape(5, 3, 2, 0);
    List<Atom> atoms = Streams.mixture(30, 5, 3, 3, seed);
    ExactMeasure weighted = new ExactMeasure(shape);
    ExactMeasure repeated = new ExactMeasure(shape);
    Random random = new Random(seed);
    for (Atom atom : atoms) {
      int times = 1 + random.nextInt(6);
      weighted.add(new Atom(atom.tag(), atom.content(), times, atom.time(), null));
      for (int i = 0; i < times; i++) {
        repeated.add(atom);
      }
    }
    double[] a = Streams.query(atoms, beta, seed);
    Recollection one = SoftmaxRecall.recall(weighted, a);
    Recollection many = SoftmaxRecall.recall(repeated, a);
    assertThat(one.value()).containsExactly(many.value(), Offset.offset(1e-6));
    assertThat(one.logMass()).isCloseTo(many.logMass(), Offset.offset(1e-6));
    assertThat(one.effectiveTokens()).isCloseTo(many.effectiveTokens(), Offset.offset(1e-6));
  }

  @Property(tries = 60)
  void shouldGiveOrthonormalTagsTheMassOfTheFormula(
      @ForAll @IntRange(min = 2, max = 8) int components,
      @ForAll @DoubleRange(min = 0, max = 30) double beta) {
    ExactMeasure nu = new ExactMeasure(new Shape(8, components, 2, 0));
    for (int token = 0; token < 40 * components; token++) {
      nu.add(atom(basis(8, token % components), basis(components, token % components)));
    }
    double share = SoftmaxRecall.recall(nu, scaled(basis(8, 0), beta)).value()[0];
    double formula = 1 / (1 + (components - 1) * Math.exp(-beta));
    assertThat(share).isCloseTo(formula, Offset.offset(1e-9));
  }

  @Property(tries = 60)
  void shouldGiveSimplexTagsTheMassOfTheFormula(
      @ForAll @IntRange(min = 2, max = 8) int components,
      @ForAll @DoubleRange(min = 0, max = 30) double beta) {
    ExactMeasure nu = new ExactMeasure(new Shape(components, components, 2, 0));
    for (int i = 0; i < components; i++) {
      nu.add(atom(simplex(components, i), basis(components, i)));
    }
    double share = SoftmaxRecall.recall(nu, scaled(simplex(components, 0), beta)).value()[0];
    double delta = 1 + 1.0 / (components - 1); // 1 - max <v, v'>
    double formula = 1 / (1 + (components - 1) * Math.exp(-beta * delta));
    assertThat(share).isCloseTo(formula, Offset.offset(1e-5)); // tags are 32-bit numbers
  }

  @Property(tries = 60)
  void shouldNotChangeWhenAConstantIsAddedToEveryScore(
      @ForAll long seed, @ForAll @DoubleRange(min = -500, max = 500) double constant) {
    Shape shape = new Shape(5, 3, 2, 0);
    List<Atom> atoms = Streams.mixture(50, 4, 3, 3, seed);
    ExactMeasure nu = new ExactMeasure(shape);
    for (Atom atom : atoms) { // a fifth coordinate of 1 carries the constant
      float[] tag = java.util.Arrays.copyOf(atom.tag(), 5);
      tag[4] = 1;
      nu.add(new Atom(tag, atom.content(), 1, atom.time(), null));
    }
    double[] a = java.util.Arrays.copyOf(Streams.query(atoms, 10, seed), 5);
    Recollection plain = SoftmaxRecall.recall(nu, a.clone());
    a[4] = constant;
    Recollection shifted = SoftmaxRecall.recall(nu, a);
    assertThat(shifted.value()).containsExactly(plain.value(), Offset.offset(1e-9));
    assertThat(shifted.logMass() - plain.logMass()).isCloseTo(constant, Offset.offset(1e-9));
  }

  @Test
  void shouldCountEverythingAtBetaZeroAndOneTokenWhenSharp() {
    List<Atom> atoms = Streams.mixture(64, 5, 3, 3, 1);
    ExactMeasure nu = measure(new Shape(5, 3, 2, 0), atoms);
    Recollection flat = SoftmaxRecall.recall(nu, new double[5]);
    assertThat(flat.effectiveTokens()).isCloseTo(64, Offset.offset(1e-9));
    assertThat(flat.entropy()).isCloseTo(Math.log(64), Offset.offset(1e-9));
    assertThat(flat.logMass()).isCloseTo(Math.log(64), Offset.offset(1e-9));
    Recollection sharp = SoftmaxRecall.recall(nu, Streams.query(atoms, 1e5, 1));
    assertThat(sharp.effectiveTokens()).isCloseTo(1, Offset.offset(1e-6));
    assertThat(sharp.entropy()).isCloseTo(0, Offset.offset(1e-6));
  }

  /** A share may be smaller than any normal number: its logarithm is not to be had. */
  @Test
  void shouldHaveAFiniteEntropyHoweverSmallAShareIs() {
    for (double gap = 700; gap < 750; gap += .5) {
      Atom near = atom(new double[] {1}, new double[] {1});
      Atom far = atom(new double[] {0}, new double[] {2});
      Recollection recalled =
          SoftmaxRecall.recall(
              measure(new Shape(1, 1, 1, 0), List.of(near, far)), new double[] {gap});
      assertThat(recalled.entropy()).as("a gap of %s", gap).isBetween(0.0, 1e-200);
    }
  }

  @Test
  void shouldNameTheLargestSharesInOrder() {
    assertThat(SoftmaxRecall.largest(new double[] {.1, .4, .05, .4, .05}, 3))
        .containsExactly(1, 3, 0);
    assertThat(SoftmaxRecall.largest(new double[] {.3, .7}, 3)).containsExactly(1, 0);
  }

  private static Atom atom(double[] tag, double[] content) {
    return new Atom(floats(tag), floats(content), 1, Atom.NO_TIME, null);
  }

  private static double[] basis(int n, int i) {
    double[] e = new double[n];
    e[i] = 1;
    return e;
  }

  private static double[] simplex(int n, int i) {
    double[] v = new double[n];
    for (int k = 0; k < n; k++) {
      v[k] = ((k == i ? 1 : 0) - 1.0 / n) * Math.sqrt(n / (n - 1.0));
    }
    return v;
  }

  private static double[] scaled(double[] v, double factor) {
    double[] out = v.clone();
    for (int k = 0; k < out.length; k++) {
      out[k] *= factor;
    }
    return out;
  }

  private static float[] floats(double[] v) {
    float[] out = new float[v.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = (float) v[k];
    }
    return out;
  }
}
