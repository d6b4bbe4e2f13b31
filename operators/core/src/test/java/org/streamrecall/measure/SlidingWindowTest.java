package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.streamrecall.attention.SoftmaxRecall;

/** One test for each numbered invariant of the window, its accuracy and its refusals. */
class SlidingWindowTest {
  private static final Shape SHAPE = new Shape(6, 4, 2, 0x1234);
  private static final long PANE = 1000;
  private static final int PANES = 4;

  private static SlidingWindow window(int bytes) {
    return SlidingWindow.of(SHAPE, bytes, true, Decay.NONE, PANE, PANES);
  }

  /** Atoms at 1000, 1001, ... milliseconds. */
  private static List<Atom> stream(int count, long seed) {
    return Streams.mixture(count, 6, 5, 4, seed);
  }

  private static ExactMeasure exactSince(List<Atom> atoms, long time) {
    ExactMeasure exact = new ExactMeasure(SHAPE);
    atoms.stream().filter(atom -> atom.time() >= time).forEach(exact::add);
    return exact;
  }

  private static double[] recall(Measure nu, double[] a) {
    return SoftmaxRecall.recall(nu, a).value();
  }

  @Test
  void shouldRecallWhatIsInTheWindowAndNothingElse() {
    List<Atom> atoms = stream(9300, 1); // the newest pane began at 10000
    SlidingWindow window = window(16384);
    atoms.forEach(window::add);
    ExactMeasure exact = exactSince(atoms, 7000);
    assertThat(window.tokens()).isEqualTo(exact.tokens());
    assertThat(window.mass()).isCloseTo(exact.mass(), Offset.offset(1e-9 * exact.mass()));
    assertThat(window.contentMass()).containsExactly(exact.contentMass(), Offset.offset(1e-2));
    assertThat(window.lastTime()).isEqualTo(10299);
    assertThat(window.exact()).isFalse();
    for (int q = 0; q < 50; q++) {
      double[] a = Streams.query(atoms, 8, q);
      assertThat(recall(window, a)).containsExactly(recall(exact, a), Offset.offset(0.02));
    }
  }

  @Test
  void shouldStateAnErrorThatMostlyHolds() {
    List<Atom> atoms = stream(9300, 2);
    SlidingWindow window = window(16384);
    atoms.forEach(window::add);
    ExactMeasure exact = exactSince(atoms, 7000);
    int held = 0;
    for (int q = 0; q < 100; q++) {
      double[] a = Streams.query(atoms, 8, q);
      double[] shares = new double[window.parts()];
      double[] value = new double[4];
      SoftmaxRecall.recall(window, a, shares, value);
      double[] truth = recall(exact, a);
      double square = 0;
      for (int t = 0; t < 4; t++) {
        square += (value[t] - truth[t]) * (value[t] - truth[t]);
      }
      held += Math.sqrt(square) <= window.memoryError(a, shares, value) ? 1 : 0;
    }
    assertThat(held).isGreaterThan(75);
  }

  @Test
  void shouldBeExactWhileItsTokensFit() {
    List<Atom> atoms = stream(3800, 3);
    List<Atom> few = new ArrayList<>();
    for (int i = 0; i < atoms.size(); i += 50) {
      few.add(atoms.get(i));
    }
    SlidingWindow window = window(16384);
    few.forEach(window::add);
    ExactMeasure exact = exactSince(few, 1000);
    assertThat(window.exact()).isTrue();
    for (int q = 0; q < 20; q++) {
      double[] a = Streams.query(few, 10, q);
      assertThat(recall(window, a)).containsExactly(recall(exact, a), Offset.offset(1e-12));
    }
    assertThat(window.memoryError(new double[6], new double[window.parts()], new double[4]))
        .isZero();
  }

  @Test
  void shouldReadItsPanesAsOneMeasure() {
    List<Atom> few = new ArrayList<>();
    for (Atom atom : stream(3800, 6)) {
      if (atom.time() % 50 == 0) {
        few.add(atom);
      }
    }
    SlidingWindow window = window(16384);
    few.forEach(window::add);
    ExactMeasure exact = exactSince(few, 1000);
    double[] a = Streams.query(few, 6, 6);
    double[] d = {0.3, -1, 2, 0.5};
    assertThat(read(window, a, d)).containsExactly(read(exact, a, d), Offset.offset(1e-9));
    assertThat(window.evidence(0).tokens()).isEqualTo(1);
    assertThat(window.evidence(window.parts() - 1).tokens()).isEqualTo(1);
  }

  /** Tags, a gradient and a regression, one behind the other. */
  private static double[] read(Measure nu, double[] a, double[] d) {
    double[] shares = SoftmaxRecall.recall(nu, a).shares();
    double[] tags = new double[6];
    nu.addTags(a, shares, tags);
    double[] da = new double[6];
    SoftmaxRecall.addGradient(nu, a, SoftmaxRecall.recall(nu, a), d, da);
    Moments moments = new Moments(SHAPE);
    nu.addMoments(a, shares, moments);
    double[] value = new double[4];
    moments.regress(a, 1e-3, value);
    return Stream.of(tags, da, value).flatMapToDouble(DoubleStream::of).toArray();
  }

  @Property(tries = 20)
  void shouldGoOnFromARestoredStateAsIfNothingHadHappened(
      @ForAll @IntRange(min = 0, max = 8000) int cut, @ForAll long seed) {
    List<Atom> atoms = stream(8000, seed);
    SlidingWindow straight = window(8192);
    atoms.forEach(straight::add);
    SlidingWindow before = window(8192);
    atoms.subList(0, cut).forEach(before::add);
    SlidingWindow after = window(8192);
    after.restore(before.panes());
    assertThat(after.tokens()).isEqualTo(before.tokens());
    atoms.subList(cut, 8000).forEach(after::add);
    assertSameState(after, straight);
    double[] a = Streams.query(atoms, 10, seed);
    assertThat(recall(after, a)).isEqualTo(recall(straight, a));
  }

  private static void assertSameState(SlidingWindow one, SlidingWindow other) {
    assertThat(one.panes()).hasSameSizeAs(other.panes());
    for (int p = 0; p < one.panes().size(); p++) {
      Pane mine = one.panes().get(p);
      Pane theirs = other.panes().get(p);
      assertThat(mine.start()).isEqualTo(theirs.start());
      assertThat(mine.memory()).isEqualTo(theirs.memory());
      assertThat(mine.recent()).isEqualTo(theirs.recent());
    }
  }

  @Test
  void shouldCountATokenInThePaneOfItsTimeWhateverTheOrder() {
    List<Atom> atoms = stream(3500, 4);
    List<Atom> shuffled = new ArrayList<>(atoms.subList(0, 3000));
    Collections.shuffle(shuffled, new Random(4));
    SlidingWindow window = window(16384);
    window.add(atoms.get(3499)); // 4499
    shuffled.forEach(atom -> assertThat(window.add(atom)).isTrue());
    for (int p = 0; p < 3; p++) {
      MeasureSketch pane = new MeasureSketch(SketchLayout.of(SHAPE, 16384 / PANES - 8));
      pane.restore(window.panes().get(p).memory(), window.panes().get(p).recent());
      assertThat(window.panes().get(p).start()).isEqualTo(1000L + PANE * p);
      assertThat(pane.tokens()).isEqualTo(1000);
      assertThat(pane.lastTime()).isEqualTo(1999L + PANE * p);
    }
  }

  @Test
  void shouldNotTellATokenThatIsOlderThanTheWindow() {
    SlidingWindow window = window(8192);
    assertThat(window.add(at(9000))).isTrue();
    assertThat(window.add(at(5999))).isFalse();
    assertThat(window.add(at(6000))).isTrue();
    assertThat(window.tokens()).isEqualTo(2);
    assertThatThrownBy(() -> window.add(at(Atom.NO_TIME)))
        .hasMessage("a token without a time has no place in a window; give it its time");
    assertThatThrownBy(() -> window.add(new Atom(new float[5], new float[4], 1, 99999, null)))
        .hasMessageContaining("does not fit a memory of 6 and 4");
    assertThat(window.tokens()).isEqualTo(2);
  }

  @Test
  void shouldForgetAPaneThatFallsOutOfTheWindow() {
    SlidingWindow window = window(8192);
    window.add(at(-500)); // pane -1
    window.add(at(500));
    window.advanceTo(2999);
    assertThat(window.tokens()).isEqualTo(2);
    window.advanceTo(3000);
    assertThat(window.tokens()).isEqualTo(1);
    assertThat(window.add(at(-1))).isFalse();
    SlidingWindow restored = window(8192);
    restored.restore(window.panes());
    assertThat(restored.add(at(-1))).isFalse();
    window.advanceTo(1L << 60);
    assertThat(window.tokens()).isZero();
    assertThat(window.parts()).isZero();
    window.advanceTo(Long.MAX_VALUE);
    window.forget();
    assertThat(window.panes()).isEmpty();
    assertThat(window.add(at(0))).isTrue();
  }

  private static Atom at(long time) {
    return new Atom(new float[6], new float[4], 1, time, null);
  }

  @Property(tries = 20)
  void shouldNeverExceedTheBudgetOfAllPanes(
      @ForAll @IntRange(min = 4800, max = 30000) int bytes,
      @ForAll @IntRange(min = 1, max = 6) int panes,
      @ForAll long seed) {
    SlidingWindow window = SlidingWindow.of(SHAPE, bytes, true, Decay.NONE, 400, panes);
    for (Atom atom : stream(3000, seed)) {
      window.add(atom);
      assertThat(window.sizeInBytes()).isLessThanOrEqualTo(bytes);
    }
  }

  @Test
  void shouldDecayWithinTheWindow() {
    Decay decay = new Decay(700);
    SlidingWindow window = SlidingWindow.of(SHAPE, 16384, true, decay, PANE, PANES);
    ExactMeasure exact = new ExactMeasure(SHAPE);
    for (Atom atom : stream(3800, 5)) {
      window.add(atom);
      double mass = Math.pow(2, -(5000 - atom.time()) / 700.0);
      exact.add(new Atom(atom.tag(), atom.content(), mass, atom.time(), null));
    }
    window.advanceTo(4999);
    window.advanceTo(5000); // the pane of 1000 to 1999 is gone
    ExactMeasure left = new ExactMeasure(SHAPE);
    for (int p = 1000; p < exact.parts(); p++) {
      Atom atom = stream(3800, 5).get(p);
      left.add(new Atom(atom.tag(), atom.content(), exact.mass(p), atom.time(), null));
    }
    assertThat(window.mass()).isCloseTo(left.mass(), Offset.offset(1e-9 * left.mass()));
    for (int q = 0; q < 20; q++) {
      double[] a = Streams.query(stream(3800, 5), 8, q);
      assertThat(recall(window, a)).containsExactly(recall(left, a), Offset.offset(0.02));
    }
  }

  @Test
  void shouldRefuseWhatMakesNoWindow() {
    assertThatThrownBy(() -> SlidingWindow.of(SHAPE, 4000, true, Decay.NONE, PANE, 24))
        .hasMessageMatching(
            "sketch.bytes=4000 leaves each of 24 panes less than the (\\d+) bytes it needs; raise"
                + " it to at least (\\d+) or keep fewer panes");
    assertThatThrownBy(() -> SlidingWindow.of(SHAPE, 4000, true, Decay.NONE, 0, 2))
        .hasMessage("the window's pane length=0 is below 1; give a positive number");
    assertThatThrownBy(() -> SlidingWindow.of(SHAPE, 4000, true, Decay.NONE, 1, 0))
        .hasMessage("the window's number of panes=0 is below 1; give a positive number");
    List<Pane> other = List.of(new Pane(1500, new byte[0], List.of()));
    assertThatThrownBy(() -> window(8192).restore(other))
        .hasMessage(
            "a pane that begins at 1500 does not fit panes of 1000 ms; keep the length the window"
                + " began with, or start a new memory");
  }

  @Test
  void shouldAcceptTheBytesItNames() {
    String refusal = "";
    try {
      SlidingWindow.of(SHAPE, 64, true, Decay.NONE, PANE, 7);
    } catch (IllegalArgumentException e) {
      refusal = e.getMessage();
    }
    int needed = Integer.parseInt(refusal.replaceAll(".*at least (\\d+) .*", "$1"));
    assertThat(SlidingWindow.of(SHAPE, needed, true, Decay.NONE, PANE, 7).parts()).isZero();
    assertThatThrownBy(() -> SlidingWindow.of(SHAPE, needed - 1, true, Decay.NONE, PANE, 7))
        .hasMessageContaining("raise it");
  }
}
