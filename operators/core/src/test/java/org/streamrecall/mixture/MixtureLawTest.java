package org.streamrecall.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What a mixture holds, whatever it was told. */
class MixtureLawTest {
  private static final TokenShape SHAPE = new TokenShape(3, 2, List.of(4), List.of(2));

  private static float[] token(Random random, double unit) {
    float[] token = new float[SHAPE.all()];
    double level = random.nextGaussian();
    for (int i = 0; i < SHAPE.dims(); i++) {
      token[i] = (float) (unit * (level + 0.3 * random.nextGaussian()));
    }
    if (random.nextInt(5) > 0) {
      token[SHAPE.dims() + random.nextInt(4)] = 1;
    }
    double angle = random.nextDouble() * 2 * Math.PI;
    token[SHAPE.dims() + 4] = (float) Math.cos(angle);
    token[SHAPE.dims() + 5] = (float) Math.sin(angle);
    return token;
  }

  private static float[] per(double unit) {
    float[] per = new float[SHAPE.all()];
    for (int i = 0; i < per.length; i++) {
      per[i] = (float) (i < SHAPE.dims() ? 1 / unit : 2);
    }
    return per;
  }

  private static byte[] bytes(Mixture mixture) {
    ByteBuffer out = ByteBuffer.allocate(mixture.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    mixture.put(out);
    assertThat(out.hasRemaining()).isFalse();
    return out.array();
  }

  /** A mixture that is written and read after each token is the one that never was. */
  @Property(tries = 60)
  void shouldBeTheSameWrittenAndRead(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int capacity) {
    Random random = new Random(seed);
    double unit = Math.pow(10, random.nextInt(13) - 6);
    Mixture unbroken = new Mixture(SHAPE, capacity);
    Mixture broken = new Mixture(SHAPE, capacity);
    for (int i = 0; i < 150; i++) {
      float[] token = token(random, unit);
      unbroken.add(token, 1, per(unit));
      broken.add(token, 1, per(unit));
      if (random.nextInt(10) == 0) {
        unbroken.fade(0.9);
        broken.fade(0.9);
      }
      byte[] held = bytes(broken);
      assertThat(held.length).isLessThanOrEqualTo(Mixture.bytes(SHAPE, capacity));
      broken = new Mixture(SHAPE, capacity);
      broken.get(ByteBuffer.wrap(held).order(ByteOrder.LITTLE_ENDIAN));
      assertThat(bytes(unbroken)).isEqualTo(held);
    }
  }

  /** Whatever was merged, all components together have the mass and moments of all tokens. */
  @Property(tries = 60)
  void shouldKeepTheMomentsOfAllTokens(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int capacity) {
    Random random = new Random(seed);
    Mixture mixture = new Mixture(SHAPE, capacity);
    int n = 200;
    double[] sum = new double[SHAPE.all()];
    double product = 0; // of a tag and a content
    for (int t = 0; t < n; t++) {
      float[] token = token(random, 1);
      mixture.add(token, 1, per(1));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += token[i];
      }
      product += token[1] * token[4];
    }
    assertThat(mixture.mass()).isCloseTo(n, within(1e-3));
    double held = 0;
    for (int i = 0; i < sum.length; i++) {
      double mean = 0;
      for (int k = 0; k < mixture.count(); k++) {
        mean += mixture.mass(k) * mixture.mean(i, k);
      }
      assertThat(mean / n).isCloseTo(sum[i] / n, within(2e-3));
    }
    for (int k = 0; k < mixture.count(); k++) {
      double cov = mixture.cov[SHAPE.pair(4, 1)][k];
      held += mixture.mass(k) * (cov + mixture.mean(1, k) * mixture.mean(4, k));
    }
    assertThat(held / n).isCloseTo(product / n, within(2e-3));
  }

  /** Components whose names differ stay apart where there is room for both. */
  @Property(tries = 20)
  void shouldFindAPlaceForWhatIsNew(@ForAll long seed) {
    Random random = new Random(seed);
    Mixture mixture = new Mixture(SHAPE, 8);
    for (int i = 0; i < 2000; i++) {
      mixture.add(token(random, 1), 1, per(1));
    }
    float[] far = token(random, 1);
    for (int i = 0; i < SHAPE.tags(); i++) {
      far[i] = 100;
    }
    for (int i = 0; i < 30; i++) {
      mixture.add(far, 1, per(1));
    }
    boolean found = false;
    for (int k = 0; k < mixture.count(); k++) {
      found |= mixture.mean(0, k) == 100 && mixture.mean(1, k) == 100;
    }
    assertThat(found).isTrue();
  }

  /**
   * However long the stream, what is far and rare does not take the places of what is near and
   * frequent: most components stay where most tokens are.
   */
  @Property(tries = 3)
  void shouldTellApartWhatIsFrequentHoweverLongTheStream(@ForAll long seed) {
    TokenShape shape = new TokenShape(1, 1, List.of(), List.of());
    Mixture mixture = new Mixture(shape, 32);
    Random random = new Random(seed);
    float[] per = {1, 1};
    for (int i = 0; i < 60_000; i++) {
      double x = Math.exp(2.5 * random.nextGaussian()); // half below 1, one in a hundred above 300
      mixture.add(new float[] {(float) Math.min(24 * x, 1e6), 0}, 1, per);
    }
    int frequent = 0;
    for (int k = 0; k < mixture.count(); k++) {
      frequent += mixture.mean(0, k) < 24 * 25 ? 1 : 0; // nine in ten tokens
    }
    assertThat(frequent).isGreaterThan(mixture.count() / 3);
  }
}
