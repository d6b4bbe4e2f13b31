package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.streamrecall.attention.SoftmaxRecall;

/** Streams that repeat a few tags exactly are recalled exactly, however long they go on. */
class NoiseFreeTagsTest {
  private static final int TAGS = 16;
  private static final int CONTENTS = 3;
  private static final Shape SHAPE = new Shape(TAGS, CONTENTS, 2, 0);

  private static float[] tag(int which) {
    float[] tag = new float[TAGS];
    tag[which] = 1;
    return tag;
  }

  /** One atom for each tag: its mass and mean content, summed in double. */
  private static final class Sums {
    final double[] mass = new double[TAGS];
    final double[][] content = new double[TAGS][CONTENTS];

    void add(int which, float[] e, double weight) {
      mass[which] += weight;
      for (int t = 0; t < CONTENTS; t++) {
        content[which][t] += weight * e[t];
      }
    }

    double[] recall(double[] a) {
      double[] sum = new double[CONTENTS];
      double total = 0;
      for (int g = 0; g < TAGS; g++) {
        double tilt = Math.exp(a[g]);
        total += mass[g] * tilt;
        for (int t = 0; t < CONTENTS; t++) {
          sum[t] += content[g][t] * tilt;
        }
      }
      for (int t = 0; t < CONTENTS; t++) {
        sum[t] /= total;
      }
      return sum;
    }
  }

  private static void assertSameAnswers(MeasureSketch sketch, Sums sums) {
    assertThat(sketch.exact()).isTrue();
    Random random = new Random(7);
    for (int q = 0; q < 50; q++) {
      double[] a = Streams.unit(Streams.gaussian(random, TAGS, 1));
      for (int k = 0; k < TAGS; k++) {
        a[k] *= 20;
      }
      double[] near = SoftmaxRecall.recall(sketch, a).value();
      assertThat(near).containsExactly(sums.recall(a), Offset.offset(1e-9));
    }
  }

  @Test
  void shouldBeRecalledExactlyAfterAMerge() {
    Sums sums = new Sums();
    Random random = new Random(3);
    MeasureSketch[] shards = new MeasureSketch[8];
    for (int s = 0; s < 8; s++) {
      shards[s] = new MeasureSketch(SketchLayout.of(SHAPE, 16384));
      for (int i = 0; i < 10_000; i++) {
        int which = random.nextInt(TAGS);
        float[] content = {random.nextFloat(), (float) random.nextGaussian(), which};
        shards[s].add(new Atom(tag(which), content, 1, i, null));
        sums.add(which, content, 1);
      }
    }
    for (int s = 1; s < 8; s++) {
      shards[0].merge(shards[s]);
    }
    assertThat(shards[0].mass()).isEqualTo(80_000);
    assertSameAnswers(shards[0], sums);
  }
}
