package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrangenessTest {
  /** Whatever a key's age: moments that are all alike are as strange as chance has it. */
  @ParameterizedTest
  @ValueSource(ints = {100, 1000, 10_000})
  void shouldMeanTheSameForEachAge(int events) {
    SplittableRandom random = new SplittableRandom(events);
    int keys = 40_000 / events;
    int tenth = 0;
    int asked = 0;
    for (int key = 0; key < keys; key++) {
      Strangeness strangeness = new Strangeness();
      for (int n = 1; n <= events; n++) {
        double familiarity = Math.log(n) - 2 + random.nextGaussian();
        double unlike = strangeness.see(familiarity, n);
        if (n > events / 2) {
          asked++;
          tenth += unlike > .9 ? 1 : 0;
        }
      }
    }
    assertThat((double) tenth / asked).isBetween(.08, .12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1000})
  void shouldBeOneWhereNothingWasEverAsStrange(double scale) {
    Strangeness strangeness = new Strangeness();
    assertThat(strangeness.see(0, 0)).isNaN();
    assertThat(strangeness.see(0, 10)).isNaN(); // the first has nothing before it
    for (int n = 10; n < 200; n++) {
      strangeness.see(Math.log(n) - .5, n);
    }
    assertThat(strangeness.see(Math.log(200) - 10 * scale, 200)).isEqualTo(1);
    assertThat(strangeness.see(Math.log(200), 200)).isLessThan(.05);
    assertThat(strangeness.see(Double.NaN, 200)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void shouldComeBackFromItsBytes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Strangeness one = new Strangeness();
    Strangeness other = new Strangeness();
    for (int n = 1; n < 3000; n++) {
      double familiarity = random.nextGaussian();
      Double unlike = other.see(familiarity, n);
      assertThat(one.see(familiarity, n)).isEqualTo(unlike);
      ByteBuffer bytes = ByteBuffer.allocate(Strangeness.BYTES);
      one.put(bytes);
      assertThat(bytes.hasRemaining()).isFalse();
      other = new Strangeness();
      other.get(bytes.flip());
    }
  }
}
