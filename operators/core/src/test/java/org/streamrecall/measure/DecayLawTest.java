package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.streamrecall.attention.SoftmaxRecall;

/** A decaying memory is the memory of the decayed tokens. */
class DecayLawTest {
  private static final Shape SHAPE = new Shape(6, 4, 2, 0);
  private static final int QUERIES = 20;
  private static final long HOUR = 3_600_000;

  private static MeasureSketch told(int bytes, long halfLife, List<Atom> atoms) {
    Decay decay = new Decay(halfLife);
    MeasureSketch sketch = new MeasureSketch(SketchLayout.of(SHAPE, bytes, false, decay));
    atoms.forEach(sketch::add);
    return sketch;
  }

  /** Every atom kept, at the mass that it has at a time. */
  private static ExactMeasure decayed(long halfLife, List<Atom> atoms, long now) {
    ExactMeasure exact = new ExactMeasure(SHAPE);
    for (Atom a : atoms) {
      double mass = a.mass() * Math.pow(2, -(double) (now - a.time()) / halfLife);
      if (mass > 1 / Atom.MAX_MASS) {
        exact.add(new Atom(a.tag(), a.content(), mass, a.time(), a.ref()));
      }
    }
    return exact;
  }

  private static void assertAnswers(
      MeasureSketch sketch, ExactMeasure exact, List<Atom> atoms, long seed, double bar) {
    double slack = 1e-9 * exact.mass();
    assertThat(sketch.mass()).isCloseTo(exact.mass(), Offset.offset(slack));
    double[] errors = new double[QUERIES];
    for (int q = 0; q < QUERIES; q++) {
      double[] a = Streams.query(atoms, 8, seed + q);
      double[] value = SoftmaxRecall.recall(exact, a).value();
      errors[q] = Oracle.distance(SoftmaxRecall.recall(sketch, a).value(), value);
    }
    Arrays.sort(errors);
    assertThat(errors[QUERIES / 2]).isLessThan(bar);
    assertThat(errors[QUERIES - 1]).isLessThan(10 * bar);
  }

  @Property(tries = 12)
  void shouldBeTheExactMeasureOfDecayedTokens(
      @ForAll long seed, @ForAll @LongRange(min = 200, max = 20000) long halfLife) {
    List<Atom> atoms = Streams.mixture(6000, 6, 5, 4, seed); // a millisecond apart
    MeasureSketch sketch = told(8192, halfLife, atoms);
    assertThat(sketch.exact()).isFalse();
    // Of a half-life of 200 tokens one stream in some thousands has a median of .019.
    assertAnswers(sketch, decayed(halfLife, atoms, sketch.lastTime()), atoms, seed, 0.03);
    long later = sketch.lastTime() + 3 * halfLife;
    sketch.decayTo(later);
    assertAnswers(sketch, decayed(halfLife, atoms, later), atoms, seed, 0.03);
  }

  @Property(tries = 25)
  void shouldBeExactWhileItsTokensFit(
      @ForAll long seed, @ForAll @LongRange(min = 1, max = 5000) long halfLife) {
    List<Atom> atoms = Streams.mixture(200, 6, 5, 4, seed);
    MeasureSketch sketch = told(32768, halfLife, atoms);
    assertThat(sketch.exact()).isTrue();
    assertThat(sketch.memory()).isNotEmpty();
    assertAnswers(sketch, decayed(halfLife, atoms, sketch.lastTime()), atoms, seed, 1e-9);
  }

  /** 2^-(s + t) = 2^-s 2^-t: in one step, in many, and over a restore. */
  @Property(tries = 25)
  void shouldDecayBySumsOfTime(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 3000) int tokens) {
    Random random = new Random(seed);
    List<Atom> atoms = Streams.mixture(tokens, 6, 5, 4, seed);
    MeasureSketch once = told(4096, 500, atoms);
    MeasureSketch often = told(4096, 500, atoms);
    double before = once.mass();
    long now = 1000 + tokens - 1;
    long end = now + 50_000;
    once.decayTo(end);
    while (now < end) {
      now = Math.min(end, now + random.nextInt(10_000));
      often.decayTo(now);
    }
    often.decayTo(end - 7); // going back changes nothing
    assertThat(often.mass()).isEqualTo(once.mass());
    double left = before * Math.pow(2, -100);
    assertThat(once.mass()).isCloseTo(left, Offset.offset(1e-12 * left));
    Atom next = Streams.mixture(1, 6, 1, 4, seed).get(0);
    once.add(new Atom(next.tag(), next.content(), 1, end, null));
    often.add(new Atom(next.tag(), next.content(), 1, end, null));
    assertThat(often.memory()).isEqualTo(once.memory());
    assertThat(once.mass()).isCloseTo(left + 1, Offset.offset(1e-12));
  }

  /** Silences of any length, told as one or passed token by token, leave the same memory. */
  @Property(tries = 12)
  void shouldForgetAlikeHoweverManyLandmarksPass(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 900) int halfLives) {
    List<Atom> early = Streams.mixture(2000, 6, 5, 4, seed);
    MeasureSketch jumped = told(8192, 1000, early);
    MeasureSketch stepped = told(8192, 1000, early);
    long end = 2999 + 1000L * halfLives;
    for (int step = 1; step <= halfLives; step += 60) {
      add(stepped, 1e-100, 2999 + 1000L * step); // weighs nothing, moves the landmark on
    }
    add(stepped, 1, end);
    add(jumped, 1, end);
    assertThat(stepped.mass()).isCloseTo(jumped.mass(), Offset.offset(1e-12));
    double[] a = new double[6];
    assertThat(SoftmaxRecall.recall(stepped, a).value())
        .containsExactly(SoftmaxRecall.recall(jumped, a).value(), Offset.offset(1e-9));
  }

  private static void add(MeasureSketch sketch, double weight, long time) {
    sketch.add(new Atom(new float[6], new float[4], weight, time, null));
  }

  /** Hundreds of thousands of tokens over a lifetime, with silences of months. */
  @Test
  void shouldStayFiniteForALifetimeOfOneHourHalfLives() {
    List<Atom> atoms = Streams.mixture(4096, 6, 5, 4, 1);
    List<Atom> newest = new ArrayList<>();
    MeasureSketch sketch = told(4096, HOUR, List.of());
    long time = 1_700_000_000_000L;
    for (int i = 0; i < 300_000; i++) {
      time += i % 30_000 == 29_999 ? 2000 * HOUR : HOUR / 2;
      Atom a = atoms.get(i % 4096);
      Atom later = new Atom(a.tag(), a.content(), 1, time, null);
      sketch.add(later);
      if (i >= 299_900) {
        newest.add(later);
      }
    }
    ExactMeasure exact = decayed(HOUR, newest, time);
    assertAnswers(sketch, exact, newest, 1, 0.01);
    for (int p = 0; p < sketch.parts(); p++) {
      assertThat(sketch.mass(p)).isFinite().isNotNegative();
    }
  }
}
