package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.panel.Shape;

/** A shape is believed where errors bear it out, and no longer than that. */
class ShapeTrustTest {
  private static final EventSchema SCHEMA = EventSchema.of("k", null, "x", "y", null);

  /** The answer after so many events: how wide its middle half is, of an interval that is 1. */
  private static double middle(int events, ToDoubleFunction<Random> ys, EventMemory memory) {
    Random random = new Random(1);
    memory.quantiles(.25, .75);
    for (int i = 0; i < events; i++) {
      memory.tell(event(random.nextDouble(), ys.applyAsDouble(random)));
    }
    var answer = memory.ask(event(.5, 0)).answer();
    double[] quartiles = answer.quantiles().values()[0];
    double[] interval = answer.interval()[0];
    return (quartiles[1] - quartiles[0]) / (interval[1] - interval[0]);
  }

  private static Event event(double x, double y) {
    return new Event("k", 0, new double[] {x, y}, new String[0], null);
  }

  private static EventMemory memory() {
    return new EventMemory(SCHEMA.untrained(), 4096, false, Decay.NONE);
  }

  private static double either(Random random) {
    return (random.nextBoolean() ? 1 : -1) + .1 * random.nextGaussian();
  }

  @Test
  void shouldFollowWhatErrorsShow() {
    EventMemory memory = memory();
    assertThat(middle(600, ShapeTrustTest::either, memory)).as("two modes").isGreaterThan(.75);
    assertThat(middle(600, Random::nextGaussian, memory())).as("one").isBetween(.35, .48);
    assertThat(middle(3000, Random::nextGaussian, memory)).as("one, later").isBetween(.35, .55);
  }

  /** Two modes, one spread to each side. */
  private static Shape modes() {
    ByteBuffer bytes = ByteBuffer.allocate(9).put((byte) 2);
    for (int place : new int[] {-4096, 4096}) {
      bytes.put((byte) 127).putShort((short) place).put((byte) 60); // an eighth of it wide
    }
    return Shape.get(bytes.flip());
  }

  /** Of so many errors, which are held against a shape where it is wanted, how many were. */
  private static int looked(ShapeTrust trust, double error, int events) {
    int looked = 0;
    for (int i = 0; i < events; i++) {
      if (trust.isWanted(i)) {
        trust.learn(modes(), error);
        looked++;
      }
    }
    return looked;
  }

  @Test
  void shouldLookAtFewErrorsWhereOneSpreadDoes() {
    ShapeTrust trust = new ShapeTrust();
    assertThat(looked(trust, 0, 1100)).isBetween(100, 120);
    assertThat(trust.weight()).isZero();
    assertThat(looked(trust, 1, 100)).as("at all, once modes show").isGreaterThan(80);
    assertThat(trust.weight()).isGreaterThan(.9);
  }
}
