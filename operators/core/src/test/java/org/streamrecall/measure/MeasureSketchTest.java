package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.streamrecall.attention.SoftmaxRecall;

/** One test for each numbered invariant of the sketch, and its refusals. */
class MeasureSketchTest {
  private static final Shape SHAPE = new Shape(6, 4, 2, 0x1234);
  private static final SketchLayout LAYOUT = SketchLayout.of(SHAPE, 4096);

  private static MeasureSketch told(List<Atom> atoms) {
    MeasureSketch sketch = new MeasureSketch(LAYOUT);
    atoms.forEach(sketch::add);
    return sketch;
  }

  @Property(tries = 40)
  void shouldGoOnFromARestoredStateAsIfNothingHadHappened(
      @ForAll @IntRange(min = 0, max = 900) int cut, @ForAll long seed) {
    List<Atom> atoms = Streams.mixture(1000, 6, 5, 4, seed);
    MeasureSketch straight = told(atoms);
    MeasureSketch before = told(atoms.subList(0, cut));
    MeasureSketch after = new MeasureSketch(LAYOUT);
    after.restore(before.memory(), before.recent());
    assertThat(after.tokens()).isEqualTo(cut);
    assertThat(after.lastTime()).isEqualTo(before.lastTime());
    atoms.subList(cut, 1000).forEach(after::add);
    assertThat(after.memory()).isEqualTo(straight.memory());
    assertThat(after.tokens()).isEqualTo(1000);
    assertThat(after.mass()).isEqualTo(straight.mass());
    assertThat(after.lastTime()).isEqualTo(1999);
    double[] a = Streams.query(atoms, 10, seed);
    assertThat(SoftmaxRecall.recall(after, a).value())
        .isEqualTo(SoftmaxRecall.recall(straight, a).value());
  }

  @Test
  void shouldFoldWholeBatchesOnly() {
    MeasureSketch sketch = new MeasureSketch(LAYOUT);
    List<Atom> atoms = Streams.mixture(3 * LAYOUT.foldBatch() + 1, 6, 5, 4, 1);
    byte[] memory = sketch.memory();
    for (int i = 0; i < atoms.size(); i++) {
      sketch.add(atoms.get(i));
      boolean full = (i + 1) % LAYOUT.foldBatch() == 0;
      assertThat(sketch.memory() != memory).isEqualTo(full);
      assertThat(sketch.recent()).hasSizeLessThan(LAYOUT.foldBatch());
      memory = sketch.memory();
    }
  }

  @Test
  void shouldNotChangeByBeingRead() {
    List<Atom> atoms = Streams.mixture(777, 6, 5, 4, 2);
    MeasureSketch sketch = told(atoms);
    byte[] memory = sketch.memory().clone();
    for (int q = 0; q < 20; q++) {
      SoftmaxRecall.recall(sketch, Streams.query(atoms, 12, q));
      sketch.evidence(q % sketch.parts());
    }
    assertThat(sketch.memory()).isEqualTo(memory);
    MeasureSketch untouched = told(atoms);
    Streams.mixture(100, 6, 5, 4, 3).forEach(sketch::add);
    Streams.mixture(100, 6, 5, 4, 3).forEach(untouched::add);
    assertThat(sketch.memory()).isEqualTo(untouched.memory());
  }

  @Property(tries = 20)
  void shouldNeverExceedTheBudget(
      @ForAll @IntRange(min = 1200, max = 20000) int bytes, @ForAll long seed) {
    SketchLayout layout = SketchLayout.of(SHAPE, bytes);
    MeasureSketch sketch = new MeasureSketch(layout);
    for (Atom atom : Streams.mixture(1500, 6, 7, 4, seed)) {
      sketch.add(atom);
      assertThat(sketch.sizeInBytes()).isLessThanOrEqualTo(bytes);
    }
  }

  @Property(tries = 20)
  void shouldConserveMassAndTokens(@ForAll long seed) {
    Random random = new Random(seed);
    MeasureSketch sketch = new MeasureSketch(LAYOUT);
    double sum = 0;
    for (Atom atom : Streams.mixture(2000, 6, 5, 4, seed)) {
      double weight = 0.01 + 5 * random.nextDouble();
      sum += weight;
      sketch.add(new Atom(atom.tag(), atom.content(), weight, atom.time(), atom.ref()));
    }
    double parts = 0;
    for (int p = 0; p < sketch.parts(); p++) {
      parts += sketch.mass(p);
    }
    assertThat(sketch.tokens()).isEqualTo(2000);
    assertThat(sketch.mass()).isCloseTo(sum, Offset.offset(1e-9 * sum));
    assertThat(parts).isCloseTo(sum, Offset.offset(1e-9 * sum));
    assertThat(sketch.lastTime()).isEqualTo(2999);
  }

  @Test
  void shouldRecallExactlyWhileTheTokensFit() {
    List<Atom> atoms = Streams.mixture(40, 6, 5, 4, 4);
    MeasureSketch sketch = told(atoms);
    ExactMeasure exact = new ExactMeasure(SHAPE);
    atoms.forEach(exact::add);
    assertThat(sketch.memory()).isNotEmpty();
    assertThat(sketch.exact()).isTrue();
    double[] a = Streams.query(atoms, 10, 4);
    assertThat(SoftmaxRecall.recall(sketch, a).value())
        .isEqualTo(SoftmaxRecall.recall(exact, a).value());
  }

  @Test
  void shouldStayNearExactRecallOnceItMustForget() {
    List<Atom> atoms = Streams.mixture(20000, 6, 5, 4, 5);
    MeasureSketch sketch = told(atoms);
    ExactMeasure exact = new ExactMeasure(SHAPE);
    atoms.forEach(exact::add);
    assertThat(sketch.exact()).isFalse();
    for (int q = 0; q < 50; q++) {
      double[] a = Streams.query(atoms, 8, q);
      double[] near = SoftmaxRecall.recall(sketch, a).value();
      double[] truth = SoftmaxRecall.recall(exact, a).value();
      for (int s = 0; s < 4; s++) {
        assertThat(near[s]).isCloseTo(truth[s], Offset.offset(0.02));
      }
    }
  }

  @Test
  void shouldLetContentFollowTheTag() {
    Shape shape = new Shape(4, 2, 0.1f, 0);
    List<Atom> atoms = Streams.slope(20000, 4, 2, 6);
    MeasureSketch sketch = new MeasureSketch(SketchLayout.of(shape, 8192));
    ExactMeasure exact = new ExactMeasure(shape);
    for (Atom atom : atoms) {
      sketch.add(atom);
      exact.add(atom);
    }
    double[] flat = SoftmaxRecall.recall(exact, new double[4]).value();
    double sum = 0;
    for (int q = 0; q < 20; q++) {
      double[] a = Streams.query(atoms, 4, q);
      double[] near = SoftmaxRecall.recall(sketch, a).value();
      double[] truth = SoftmaxRecall.recall(exact, a).value();
      double moved = Math.hypot(truth[0] - flat[0], truth[1] - flat[1]);
      double off = Math.hypot(truth[0] - near[0], truth[1] - near[1]);
      assertThat(off).isLessThan(0.16 * moved);
      sum += off / moved;
    }
    assertThat(sum / 20).isLessThan(0.05);
  }

  @Test
  void shouldKeepTheReferenceOfATokenNearTheCentre() {
    List<Atom> atoms = Streams.mixture(5000, 6, 3, 3, 6);
    MeasureSketch sketch = new MeasureSketch(SketchLayout.of(new Shape(6, 3, 2, 0), 4096));
    atoms.forEach(sketch::add);
    for (int p = 0; p < sketch.parts(); p++) {
      Evidence evidence = sketch.evidence(p);
      if (evidence.tokens() > 100) {
        int told = Integer.parseInt(evidence.ref().substring("ref-".length()));
        assertThat(atoms.get(told).content()).isEqualTo(content(evidence, atoms));
        assertThat(evidence.firstTime()).isLessThan(evidence.lastTime());
      }
    }
  }

  @Test
  void shouldLeaveTheReferenceOfAnOutlyingFounder() {
    Shape shape = new Shape(2, 1, 0, 0);
    MeasureSketch sketch = new MeasureSketch(SketchLayout.of(shape, 600));
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      float[] tag = {(float) random.nextGaussian(), (float) random.nextGaussian()};
      sketch.add(new Atom(tag, new float[1], 1, i, tag[0] + " " + tag[1]));
    }
    for (int p = 0; p < sketch.parts(); p++) {
      Evidence evidence = sketch.evidence(p);
      if (evidence.tokens() > 100) {
        String[] told = evidence.ref().split(" ");
        float[] tag = {Float.parseFloat(told[0]), Float.parseFloat(told[1])};
        assertThat(square(tag, evidence.tag())).isLessThan(0.1); // its tokens are about 1 away
      }
    }
  }

  /** Content of the atom nearest to a cluster's mean. */
  private static float[] content(Evidence evidence, List<Atom> atoms) {
    return atoms.stream()
        .min(
            (a, b) ->
                Double.compare(square(a.tag(), evidence.tag()), square(b.tag(), evidence.tag())))
        .orElseThrow()
        .content();
  }

  private static double square(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum;
  }

  @Property(tries = 1000) // of an old fault, one stream in a thousand showed it
  void shouldStayFiniteWithTheLargestAndSmallestNumbers(@ForAll long seed) {
    Random random = new Random(seed);
    MeasureSketch sketch = new MeasureSketch(LAYOUT);
    for (Atom atom : Streams.mixture(500, 6, 5, 4, seed)) {
      float[] tag = atom.tag().clone();
      float[] content = atom.content().clone();
      tag[random.nextInt(6)] *= random.nextBoolean() ? 0.3f * Atom.MAX_NUMBER : Float.MIN_VALUE;
      content[random.nextInt(4)] *= Atom.MAX_NUMBER;
      double mass = Math.pow(10, 200 * random.nextDouble() - 100);
      sketch.add(new Atom(tag, content, mass, atom.time(), atom.ref()));
    }
    MeasureSketch restored = new MeasureSketch(LAYOUT);
    restored.restore(sketch.memory(), sketch.recent());
    double[] a = Streams.query(Streams.mixture(500, 6, 5, 4, seed), 8, seed);
    for (double value : SoftmaxRecall.recall(restored, a).value()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void shouldRefuseNumbersThatItsMomentsCannotHold() {
    float[] zeros = new float[4];
    assertThatThrownBy(() -> new Atom(new float[] {0, 2e15f}, zeros, 1, 0, null))
        .hasMessageStartingWith("tag[1]=")
        .hasMessageEndingWith("is beyond 1e15; use a larger unit");
    assertThatThrownBy(() -> new Atom(zeros, zeros, 1e101, 0, null))
        .hasMessageContaining("weight=1.0E101 is outside 1e-100 to 1e100");
  }

  @Property(tries = 200)
  void shouldRefuseDamagedBytes(@ForAll @IntRange(min = 0, max = 2000) int at, @ForAll byte flip) {
    byte[] memory = told(Streams.mixture(600, 6, 5, 4, 7)).memory().clone();
    int place = at % memory.length;
    memory[place] ^= flip == 0 ? 1 : flip;
    assertThatThrownBy(() -> new MeasureSketch(LAYOUT).restore(memory, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the packed memory is damaged")
        .hasMessageContaining("restore it from a checkpoint");
  }

  @Property(tries = 100)
  void shouldRefuseTruncatedBytes(@ForAll @IntRange(min = 1, max = 5000) int cut) {
    byte[] memory = told(Streams.mixture(600, 6, 5, 4, 8)).memory();
    byte[] shorter = Arrays.copyOf(memory, Math.max(1, memory.length - cut));
    assertThatThrownBy(() -> new MeasureSketch(LAYOUT).restore(shorter, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void shouldRefuseAMemoryOfAnotherSchema() {
    byte[] memory = told(Streams.mixture(600, 6, 5, 4, 9)).memory();
    SketchLayout other = SketchLayout.of(new Shape(6, 4, 2, 0x9999), 4096);
    assertThatThrownBy(() -> new MeasureSketch(other).restore(memory, List.of()))
        .hasMessage(
            "the memory belongs to schema 0000000000001234 (6 tag, 4 content numbers), not to"
                + " 0000000000009999 (6, 4); start a new memory, or use a model of the same schema");
  }

  @Test
  void shouldRefuseABudgetTooSmallNamingTheBytesNeeded() {
    assertThatThrownBy(() -> SketchLayout.of(SHAPE, 500))
        .hasMessageMatching(
            "sketch.bytes=500 is below the (\\d+) bytes that 2 clusters of 6 tag and 4 content"
                + " numbers need; raise it to at least that, or keep fewer \\(tagDims, dims\\)");
  }

  @Property(tries = 300)
  void shouldAcceptTheBytesItNamesAndAnyMore(
      @ForAll @IntRange(min = 1, max = 64) int tagDims,
      @ForAll @IntRange(min = 1, max = 40) int contentDims,
      @ForAll @IntRange(min = 0, max = 300_000) int more) {
    Shape shape = new Shape(tagDims, contentDims, 1, 0);
    IllegalArgumentException refusal = catchIllegalArgument(() -> SketchLayout.of(shape, 64));
    int needed =
        Integer.parseInt(refusal.getMessage().replaceAll(".*below the (\\d+) bytes.*", "$1"));
    assertThat(SketchLayout.of(shape, needed).clusters()).isGreaterThanOrEqualTo(2);
    assertThat(SketchLayout.of(shape, needed + more).clusters()).isGreaterThanOrEqualTo(2);
    assertThatThrownBy(() -> SketchLayout.of(shape, needed - 1)).hasMessageContaining("below");
  }

  private static IllegalArgumentException catchIllegalArgument(Runnable action) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(
        IllegalArgumentException.class, action::run);
  }

  @Test
  void shouldRefuseAnAtomOfOtherSizesAndStayAsItWas() {
    MeasureSketch sketch = told(Streams.mixture(3, 6, 2, 4, 10));
    assertThatThrownBy(() -> sketch.add(new Atom(new float[5], new float[4], 1, 0, null)))
        .hasMessageContaining("5 tag and 4 content numbers does not fit a memory of 6 and 4");
    assertThat(sketch.tokens()).isEqualTo(3);
  }

  @Test
  void shouldDrawItsByteAccountWithinTheBudget() {
    String account = SketchLayout.of(SHAPE, 16384).account();
    long sum =
        account
            .lines()
            .filter(l -> l.contains("="))
            .mapToLong(l -> Long.parseLong(l.replaceAll(".*= *", "")))
            .sum();
    assertThat(sum).isLessThanOrEqualTo(16384).isGreaterThan(15000);
    assertThat(account)
        .endsWith("arithmetic: " + Kernels.ACTIVE.name() + ", the same bits as any other");
  }
}
