package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Few long components in a memory with room for many clusters. */
class LongComponentTest {
  private static final Shape TAGS = new Shape(8, 0, 0, 7);
  private static final int SEEDS = 8;

  /** Where young clusters may cut off an old one's tail, the errors are .012 of a tag's length. */
  @Test
  void shouldLeaveOldClustersTheirTails() {
    SketchLayout layout = SketchLayout.of(TAGS, 8192, false, Decay.NONE);
    double sum = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Atom> atoms = twoOneAfterTheOther(new Random(seed));
      MeasureSketch sketch = new MeasureSketch(layout);
      atoms.forEach(sketch::add);
      sum += new Oracle(TAGS, atoms, 10, 40, 0).median(sketch);
    }
    assertThat(sum / SEEDS).isLessThan(0.009);
  }

  private static List<Atom> twoOneAfterTheOther(Random random) {
    double[][] centres = {
      Streams.unit(Streams.gaussian(random, 8, 1)), Streams.unit(Streams.gaussian(random, 8, 1))
    };
    List<Atom> atoms = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      int c = i / 20_000;
      float[] tag = new float[8];
      for (int k = 0; k < tag.length; k++) {
        double deviation = 0.3 * Math.pow(0.6, (k + 3 * c) % 8);
        tag[k] = (float) (centres[c][k] + deviation * random.nextGaussian());
      }
      atoms.add(new Atom(tag, new float[0], 1, Atom.NO_TIME, null));
    }
    return atoms;
  }
}
