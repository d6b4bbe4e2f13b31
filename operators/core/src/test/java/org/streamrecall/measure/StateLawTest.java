package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.streamrecall.attention.SoftmaxRecall;

/** What holds of the state for every shape, budget, decay and stream. */
class StateLawTest {
  private static final int TOKENS = 500;

  @Property(tries = 60)
  void shouldGiveTheSameBytesRestoredAtEveryToken(@ForAll long seed) {
    Shapes drawn = Shapes.random(new Random(seed), TOKENS);
    MeasureSketch straight = new MeasureSketch(drawn.layout());
    MeasureSketch scratch = new MeasureSketch(drawn.layout());
    MeasureSketch stranger = drawn.told(TOKENS);
    byte[] memory = null;
    List<Atom> recent = List.of();
    for (Atom atom : drawn.atoms()) {
      straight.add(atom);
      scratch.restore(stranger.memory().clone(), stranger.recent()); // another context's turn
      scratch.restore(memory, recent);
      scratch.add(atom);
      memory = scratch.memory();
      recent = scratch.recent();
      assertSame(scratch, straight);
    }
    double[] a = drawn.query(new Random(seed));
    assertThat(SoftmaxRecall.recall(scratch, a).value())
        .isEqualTo(SoftmaxRecall.recall(straight, a).value());
  }

  private static void assertSame(MeasureSketch one, MeasureSketch other) {
    assertThat(one.memory()).isEqualTo(other.memory());
    assertThat(one.tokens()).isEqualTo(other.tokens());
    assertThat(one.mass()).isEqualTo(other.mass());
    assertThat(one.lastTime()).isEqualTo(other.lastTime());
  }

  @Property(tries = 60)
  void shouldNotChangeByBeingRead(@ForAll long seed) {
    Random random = new Random(seed);
    Shapes drawn = Shapes.random(random, TOKENS);
    MeasureSketch read = new MeasureSketch(drawn.layout());
    MeasureSketch unread = new MeasureSketch(drawn.layout());
    for (Atom atom : drawn.atoms()) {
      read.add(atom);
      unread.add(atom);
      double[] shares = SoftmaxRecall.recall(read, drawn.query(random)).shares();
      read.evidence(random.nextInt(shares.length));
      read.contentMass();
      read.decayTo(random.nextLong());
      assertThat(read.memory()).isEqualTo(unread.memory());
    }
  }

  @Property(tries = 100)
  void shouldKeepTheBudgetAndTheMassAtEveryToken(@ForAll long seed) {
    Shapes drawn = Shapes.random(new Random(seed), TOKENS);
    MeasureSketch sketch = new MeasureSketch(drawn.layout());
    Decay decay = drawn.layout().decay();
    double mass = 0;
    long newest = Atom.NO_TIME;
    for (Atom atom : drawn.atoms()) {
      sketch.add(atom);
      assertThat(sketch.sizeInBytes()).isLessThanOrEqualTo(drawn.layout().sketchBytes());
      assertThat(sketch.recent()).hasSizeLessThan(drawn.layout().foldBatch());
      long last = newest;
      newest = Math.max(newest, atom.time());
      if (!decay.isNone() && last != Atom.NO_TIME) {
        mass *= Math.pow(2, -(double) (newest - last) / decay.halfLife());
      }
      boolean late = !decay.isNone() && atom.time() != Atom.NO_TIME;
      double age = late ? (double) (newest - atom.time()) / decay.halfLife() : 0;
      mass += atom.mass() * Math.pow(2, -age);
      assertThat(sketch.mass()).isCloseTo(mass, Offset.offset(1e-9 * mass));
    }
    double parts = 0;
    for (int p = 0; p < sketch.parts(); p++) {
      parts += sketch.mass(p);
    }
    assertThat(parts).isCloseTo(mass, Offset.offset(1e-9 * mass));
    assertThat(sketch.tokens()).isEqualTo(TOKENS);
  }

  @Property(tries = 30)
  void shouldBeAsNewOnceItForgot(@ForAll long seed) {
    Random random = new Random(seed);
    Shapes drawn = Shapes.random(random, TOKENS);
    MeasureSketch sketch = drawn.told(random.nextInt(TOKENS));
    sketch.decayTo(Long.MAX_VALUE);
    sketch.forget();
    assertThat(sketch.memory()).isEmpty();
    assertThat(sketch.recent()).isEmpty();
    assertThat(sketch.parts()).isZero();
    assertThat(sketch.tokens()).isZero();
    assertThat(sketch.mass()).isZero();
    assertThat(sketch.sizeInBytes()).isZero();
    assertThat(sketch.lastTime()).isEqualTo(Atom.NO_TIME);
    assertThat(sketch.exact()).isTrue();
    drawn.atoms().forEach(sketch::add);
    assertSame(sketch, drawn.told(TOKENS));
  }
}
