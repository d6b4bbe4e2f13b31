package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.streamrecall.attention.Recollection;
import org.streamrecall.attention.SoftmaxRecall;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Shape;

class AskedMassTest {
  private static final int DIMS = 3;

  /** Tokens of categories; those of one tag are one atom where tags are few. */
  private static ExactMeasure measure(Random random, int parts, boolean noisy) {
    ExactMeasure nu = new ExactMeasure(new Shape(DIMS, DIMS, 1, 0));
    for (int p = 0; p < parts; p++) {
      float[] content = new float[DIMS];
      content[p % DIMS] = 1;
      int mass = noisy ? 1 : 2 + random.nextInt(5);
      nu.add(new Atom(tag(random), content, mass, Atom.NO_TIME, null));
    }
    return nu;
  }

  private static float[] tag(Random random) {
    float[] tag = new float[DIMS];
    for (int i = 0; i < DIMS; i++) {
      tag[i] = (float) random.nextGaussian();
    }
    return tag;
  }

  private static List<Recollection> heads(ExactMeasure nu, float[] tag, double beta) {
    double[] a = new double[DIMS];
    for (int i = 0; i < DIMS; i++) {
      a[i] = beta * tag[i];
    }
    return List.of(SoftmaxRecall.recall(nu, a));
  }

  /** Who looks at all alike has what chance has. */
  @Property(tries = 200, seed = "7")
  void shouldBeChanceWhereAttentionIsBlind(
      @ForAll @IntRange(min = 3, max = 40) int parts, @ForAll boolean noisy, @ForAll int seed) {
    Random random = new Random(seed);
    ExactMeasure nu = measure(random, parts, noisy);
    float[] tag = tag(random);
    AskedMass near = AskedMass.near(nu, tag, heads(nu, tag, 0));
    assertThat(near.mass()).isCloseTo(near.chance(), within(1e-9));
    AskedMass slot = AskedMass.of(nu, seed & 1, heads(nu, tag, 0));
    assertThat(slot.mass()).isCloseTo(slot.chance(), within(1e-9));
  }

  /** Tags on a sphere: the sharper, the more falls on the nearest one, and in the end all. */
  @Property(tries = 200, seed = "7")
  void shouldGrowWithSharpness(@ForAll @IntRange(min = 2, max = 20) int parts, @ForAll int seed) {
    Random random = new Random(seed);
    ExactMeasure nu = new ExactMeasure(new Shape(DIMS, DIMS, 1, 0));
    float[] tag = null;
    for (int p = 0; p < parts; p++) {
      float[] unit = tag(random);
      double length = Math.sqrt(unit[0] * unit[0] + unit[1] * unit[1] + unit[2] * unit[2]);
      for (int i = 0; i < DIMS; i++) {
        unit[i] /= (float) length;
      }
      tag = p == 0 ? unit : tag;
      nu.add(new Atom(unit, new float[DIMS], 2, Atom.NO_TIME, null));
    }
    double before = 0;
    for (double beta : new double[] {0, 1, 10, 100, 1e6}) {
      AskedMass asked = AskedMass.near(nu, tag, heads(nu, tag, beta));
      assertThat(asked.asked()).isEqualTo(HeldOutAnswer.Asked.SAME_TAG);
      assertThat(asked.chance()).isCloseTo(1.0 / parts, within(1e-9));
      assertThat(asked.mass()).isGreaterThanOrEqualTo(before - 1e-9);
      before = asked.mass();
    }
    assertThat(before).isGreaterThan(0.99);
  }
}
