package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.streamrecall.attention.SoftmaxRecall;

class LargestPartsTest {
  private static double[][] shares(int heads, int parts, int levels, Random random) {
    double[][] shares = new double[heads][parts];
    for (double[] head : shares) {
      for (int p = 0; p < parts; p++) {
        head[p] = random.nextInt(levels); // few levels: many ties
      }
    }
    return shares;
  }

  /** Whatever weights the heads turn out to have, the largest parts are among those named. */
  @Property(tries = 300)
  void shouldHoldTheLargestUnderAnyWeightsOfTheHeads(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int heads,
      @ForAll @IntRange(min = 1, max = 60) int parts,
      @ForAll @IntRange(min = 2, max = 1000) int levels) {
    Random random = new Random(seed);
    double[][] shares = shares(heads, parts, levels, random);
    List<Integer> named = LargestParts.of(shares, 3);
    for (int weighing = 0; weighing < 20; weighing++) {
      double[] sums = new double[parts];
      for (double[] head : shares) {
        double weight = random.nextInt(3) == 0 ? 0 : Math.pow(10, 4 * random.nextDouble() - 4);
        for (int p = 0; p < parts; p++) {
          sums[p] += weight * head[p];
        }
      }
      double[] most = largest(sums, SoftmaxRecall.largest(sums, 3));
      double[] ofNamed = named.stream().mapToDouble(p -> sums[p]).toArray();
      assertThat(largest(ofNamed, SoftmaxRecall.largest(ofNamed, 3))).containsExactly(most);
    }
  }

  private static double[] largest(double[] sums, int[] places) {
    return java.util.Arrays.stream(places).mapToDouble(p -> sums[p]).toArray();
  }

  @Property(tries = 50)
  void shouldBeJustTheLargestOfOneHead(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int parts) {
    double[][] shares = shares(1, parts, 10, new Random(seed));
    assertThat(LargestParts.of(shares, 3).stream().mapToInt(p -> p).toArray())
        .containsExactly(SoftmaxRecall.largest(shares[0], 3));
  }

  @Test
  void shouldNameWhatOnlyOneHeadFindsLarge() {
    double[][] shares = {{.5, .3, .2, 0, 0}, {.25, .25, .25, .25, 0}};
    assertThat(LargestParts.of(shares, 3)).containsExactly(0, 1, 2);
    shares[1] = new double[] {.24, .24, .24, .28, 0};
    assertThat(LargestParts.of(shares, 3)).containsExactly(0, 1, 2, 3);
  }
}
