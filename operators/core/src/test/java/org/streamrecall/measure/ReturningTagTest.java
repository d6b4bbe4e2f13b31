package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.streamrecall.attention.SoftmaxRecall;

/** Tags without noise: recall is exact for ever, however many tokens come. */
class ReturningTagTest {
  private static final int DIMS = 16;
  private static final int CONTENTS = 8;
  private static final Shape SHAPE = new Shape(DIMS, CONTENTS, 1, 0);

  private final MeasureSketch sketch = new MeasureSketch(SketchLayout.of(SHAPE, 16384));
  private final double[] mass = new double[DIMS];
  private final double[][] sums = new double[DIMS][CONTENTS];

  private void tell(int tag, float[] content, double weight) {
    float[] v = new float[DIMS];
    v[tag] = 1;
    sketch.add(new Atom(v, content, weight, Atom.NO_TIME, null));
    mass[tag] += weight;
    for (int t = 0; t < CONTENTS; t++) {
      sums[tag][t] += weight * content[t];
    }
  }

  /** Attention over all tokens, from their sums by tag. */
  private double[] exact(double[] a) {
    double[] value = new double[CONTENTS];
    double total = 0;
    for (int i = 0; i < DIMS; i++) {
      total += mass[i] * Math.exp(a[i]);
      for (int t = 0; t < CONTENTS; t++) {
        value[t] += sums[i][t] * Math.exp(a[i]);
      }
    }
    for (int t = 0; t < CONTENTS; t++) {
      value[t] /= total;
    }
    return value;
  }

  private void assertExact(Random random) {
    assertThat(sketch.exact()).isTrue();
    for (int q = 0; q < 50; q++) {
      double[] a = Streams.gaussian(random, DIMS, q % 10);
      assertThat(SoftmaxRecall.recall(sketch, a).value())
          .containsExactly(exact(a), Offset.offset(1e-5));
    }
  }

  private static float[] content(Random random) {
    float[] content = new float[CONTENTS];
    for (int t = 0; t < CONTENTS; t++) {
      content[t] = (float) random.nextGaussian();
    }
    return content;
  }

  @Test
  void shouldRecallExactlyAfterAMillionTokensOfSixteenTags() {
    Random random = new Random(3);
    for (int i = 0; i < 1_000_000; i++) {
      tell(random.nextInt(DIMS), content(random), 1);
    }
    assertExact(random);
  }

  /** One more counts even beyond 2^24, where a float would not see it. */
  @Test
  void shouldCountOnBeyondTwentyFourBits() {
    Random random = new Random(4);
    for (int i = 0; i < DIMS; i++) {
      tell(i, content(random), 1L << 30);
    }
    for (int i = 0; i < 200_000; i++) {
      tell(0, content(random), 1);
    }
    assertThat(mass[0]).isEqualTo((1L << 30) + 200_000);
    assertThat(sketch.mass()).isEqualTo(16.0 * (1L << 30) + 200_000);
    assertExact(random);
  }
}
