package org.streamrecall.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stated spread is as wide as errors are, however far off the line's own one is. */
class ErrorsTest {
  private static final double SPREAD = 0.5;

  private static void add(Errors errors, double error) {
    errors.add(error, Math.abs(error) / errors.stated(SPREAD));
  }

  private static Errors told(int count, double deviation, long seed) {
    Errors errors = new Errors();
    errors.clear();
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      add(errors, deviation * random.nextGaussian());
    }
    return errors;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 2.5})
  void shouldStateWhatErrorsAre(double deviation) {
    double sum = 0;
    for (int key = 0; key < 200; key++) {
      sum += told(120, deviation, key).stated(SPREAD) / 200;
    }
    assertThat(sum).isCloseTo(deviation, within(0.15 * deviation));
  }

  /** A key that learns has errors that shrink: some forty later the old ones count no more. */
  @Test
  void shouldFollowErrorsThatShrink() {
    double sum = 0;
    for (int key = 0; key < 200; key++) {
      Errors errors = told(200, 2, key);
      Random random = new Random(1000 + key);
      for (int i = 0; i < 80; i++) {
        add(errors, 0.5 * random.nextGaussian());
      }
      sum += errors.stated(SPREAD) / 200;
    }
    assertThat(sum).isBetween(0.4, 0.75);
  }

  /** One anomaly, however large, is no new spread; and nothing is stated as certain for ever. */
  @Test
  void shouldBeBounded() {
    Errors errors = told(200, 0.5, 1);
    double before = errors.stated(SPREAD);
    add(errors, 1e9);
    assertThat(errors.stated(SPREAD)).isBetween(before, 1.2 * before);
    for (int i = 0; i < 10_000; i++) {
      add(errors, 0);
    }
    assertThat(errors.stated(SPREAD)).isEqualTo(SPREAD / 8);
    for (int i = 0; i < 40; i++) { // and a key that wakes up is followed
      add(errors, i % 2 == 0 ? 1 : -1);
    }
    assertThat(errors.stated(SPREAD)).isBetween(0.5, 1.5);
  }

  @Test
  void shouldComeBackFromItsBytes() {
    Errors errors = told(100, 2, 3);
    ByteBuffer bytes = ByteBuffer.allocate(Errors.BYTES);
    errors.put(bytes);
    assertThat(bytes.remaining()).isZero();
    Errors back = new Errors();
    back.get(bytes.flip(), true);
    assertThat(back.stated(SPREAD)).isEqualTo(errors.stated(SPREAD));
    add(errors, 1);
    add(back, 1);
    assertThat(back.stated(SPREAD)).isEqualTo(errors.stated(SPREAD));
  }
}
