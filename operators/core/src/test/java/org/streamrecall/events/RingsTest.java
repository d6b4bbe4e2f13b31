package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The last values, as well as they can be told apart by what they move. */
class RingsTest {
  private static byte[] bytes(Rings rings) {
    ByteBuffer out = ByteBuffer.allocate(rings.bytes());
    rings.put(out);
    assertThat(out.hasRemaining()).isFalse();
    return out.array();
  }

  /** Whatever the level and however it jumps: a value is off by little of what values move. */
  @Property(tries = 200)
  void shouldKeepWhatTellsValuesApart(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int depth) {
    Random random = new Random(seed);
    double unit = Math.pow(10, random.nextInt(13) - 6);
    double level = Math.pow(10, random.nextInt(13)) * unit;
    Rings rings = new Rings(new int[] {depth, 2});
    List<Double> told = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      level = i == 70 ? -level : level;
      double x = random.nextInt(9) == 0 ? Double.NaN : level + unit * random.nextGaussian();
      rings.put(0, x);
      rings.put(1, x);
      rings.advance();
      told.add(x);
      assertThat(Double.valueOf(rings.get(1, 1))).isEqualTo(Double.valueOf(x));
      int since = i < 70 ? i : i - 80; // values of before a jump are told by its size
      for (int back = 1; back <= Math.min(depth, since); back++) {
        double then = told.get(told.size() - back);
        if (Double.isNaN(then)) {
          assertThat(rings.get(0, back)).isNaN();
        } else {
          assertThat(rings.get(0, back)).isCloseTo(then, within(0.05 * unit));
        }
      }
    }
  }

  @Property(tries = 100)
  void shouldGoOnFromTheirBytes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int depth) {
    Random random = new Random(seed);
    Rings unbroken = new Rings(new int[] {depth, 3});
    Rings broken = new Rings(new int[] {depth, 3});
    double x = 1e9;
    for (int i = 0; i < 200; i++) {
      x += Math.pow(10, random.nextInt(8)) * random.nextGaussian();
      for (Rings rings : List.of(unbroken, broken)) {
        rings.put(0, x);
        rings.put(1, x);
        rings.advance();
      }
      broken.get(ByteBuffer.wrap(bytes(broken)));
      assertThat(bytes(broken)).isEqualTo(bytes(unbroken));
      assertThat(broken.get(0, 1)).isEqualTo(unbroken.get(0, 1));
    }
  }

  /** A number that counts up from far away is told exactly. */
  @Test
  void shouldCountFromFarAway() {
    Rings rings = new Rings(new int[] {100});
    for (int i = 0; i < 1000; i++) {
      rings.put(0, 1e12 + i);
      rings.advance();
    }
    for (int back = 1; back <= 100; back++) {
      assertThat(rings.get(0, back)).isEqualTo(1e12 + 1000 - back);
    }
  }
}
