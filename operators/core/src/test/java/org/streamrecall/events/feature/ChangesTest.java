package org.streamrecall.events.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final Delta OF_FIELD = new Delta(new Plain("bytes"));
  private static final double UNKNOWN = Double.NaN;

  @Test
  void shouldCountAResetCounterFromZero() {
    assertThat(changes(OF_FIELD, rising(9, 100, 10, 12, 3, 5)))
        .endsWith(100, 10, 2, 3, 2); // 900 -> 10 -> 12 -> 3 -> 5
    assertThat(changes(OF_FIELD, rising(9, 100, 0, 7))).endsWith(100, 0, 7);
  }

  /** Long after the first reset a counter is reset as before. */
  @Test
  void shouldCountEachResetFromZero() {
    double[] twice = new double[60];
    for (int i = 0; i < twice.length; i++) {
      twice[i] = 5 * (i % 20) + 1;
    }
    double[] changes = changes(OF_FIELD, twice);
    assertThat(changes[20]).isEqualTo(1);
    assertThat(changes[40]).isEqualTo(1);
    assertThat(changes[41]).isEqualTo(5);
  }

  @Test
  void shouldNotTakeForACounterWhatHasNotRisenForEightChanges() {
    assertThat(changes(OF_FIELD, rising(8, 100, 10))).endsWith(100, -790);
  }

  /** What falls by less than half has not begun anew, and is no counter from then on. */
  @Test
  void shouldKeepTheFallsOfWhatFellBefore() {
    assertThat(changes(OF_FIELD, rising(12, 100, 1199, 1300, 5, 90, 4)))
        .endsWith(100, -1, 101, -1295, 85, -86);
    double[] gauge = new double[100];
    Random random = new Random(1);
    for (int i = 0; i < gauge.length; i++) {
      gauge[i] = random.nextDouble();
    }
    double[] changes = changes(OF_FIELD, gauge);
    for (int i = 1; i < gauge.length; i++) {
      assertThat(changes[i]).isEqualTo(gauge[i] - gauge[i - 1]);
    }
  }

  @Test
  void shouldNotCountFromZeroWhatFallsBelowIt() {
    assertThat(changes(OF_FIELD, rising(12, 100, -3))).endsWith(100, -1203);
  }

  @Test
  void shouldTellNoLogarithmsForACounter() {
    assertThat(changes(new Delta(new Log(new Plain("price"))), rising(12, 1, 1))).endsWith(1, -11);
  }

  /** A change is told from the last value that is known; where it is not known there is none. */
  @Test
  void shouldTellChangesSinceTheValueWasLastKnown() {
    assertThat(changes(OF_FIELD, UNKNOWN, 5, UNKNOWN, UNKNOWN, 8, 9))
        .containsExactly(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, 3, 1);
  }

  /** Whatever came, what is restored goes on as what was written. */
  @Test
  void shouldComeBackAsItWasWritten() {
    Random random = new Random(7);
    Changes kept = new Changes(List.of(OF_FIELD, OF_FIELD));
    Changes restored = new Changes(List.of(OF_FIELD, OF_FIELD));
    double count = 0;
    for (int i = 0; i < 2000; i++) {
      double by = random.nextDouble();
      count = random.nextInt(30) == 0 ? by : count + by;
      double value = random.nextInt(20) == 0 ? UNKNOWN : count;
      assertThat(restored.to(1, value)).isEqualTo(Double.valueOf(kept.to(1, value)));
      kept.pass(1, value);
      kept.pass(0, random.nextInt(5) == 0 ? UNKNOWN : by);
      ByteBuffer bytes = ByteBuffer.allocate(kept.bytes());
      kept.put(bytes);
      restored.get(bytes.flip());
      assertThat(bytes.hasRemaining()).isFalse();
    }
  }

  /** So many values that rise by a step, then others. */
  private static double[] rising(int count, double step, double... then) {
    double[] values = new double[count + then.length];
    for (int i = 0; i < count; i++) {
      values[i] = step * (i + 1);
    }
    System.arraycopy(then, 0, values, count, then.length);
    return values;
  }

  private static double[] changes(Delta of, double... values) {
    Changes changes = new Changes(List.of(of));
    double[] told = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      told[i] = changes.to(0, values[i]);
      changes.pass(0, values[i]);
    }
    return told;
  }
}
