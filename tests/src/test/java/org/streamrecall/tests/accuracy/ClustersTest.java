package org.streamrecall.tests.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClustersTest {
  private static final int DIMS = 6;
  private static final TokenStream STREAM =
      new StreamDraw(StreamShape.HEAVY, 5000, DIMS, 4, 3, 2).draw();

  @Test
  void shouldConserveMassMeanAndVariance() {
    StreamingClusters clusters = new StreamingClusters(12, DIMS, 2);
    for (int t = 0; t < STREAM.tokens(); t++) {
      clusters.add(STREAM.tag(t), STREAM.content(t));
    }
    clusters.shrink();
    assertThat(clusters.size).isLessThanOrEqualTo(12);
    double[] masses = Arrays.copyOf(clusters.mass, clusters.size);
    assertThat(Arrays.stream(masses).sum()).isEqualTo(STREAM.tokens());
    for (int j = 0; j < DIMS; j++) {
      double mean = 0;
      double square = 0;
      for (int g = 0; g < clusters.size; g++) {
        double m = clusters.mean[j][g];
        mean += masses[g] * m / STREAM.tokens();
        square += masses[g] * (clusters.variance[j][g] + m * m) / STREAM.tokens();
      }
      assertThat(mean).isCloseTo(moment(j, 1), within(1e-5));
      assertThat(square).isCloseTo(moment(j, 2), within(1e-5));
    }
  }

  @Test
  void shouldMergeTheClosestPairAsAFullSearchDoes() {
    for (int from = 0; from < 3000; from += 300) {
      StreamingClusters quick = new StreamingClusters(150, DIMS, 2);
      StreamingClusters slow = new StreamingClusters(150, DIMS, 2);
      for (int t = from; t < from + 200; t++) {
        quick.add(STREAM.tag(t), STREAM.content(t));
        slow.add(STREAM.tag(t), STREAM.content(t));
      }
      new WardPairs(quick).mergeDownTo(20);
      while (slow.size > 20) {
        new WardPairs(slow).mergeDownTo(slow.size - 1); // remembers nothing between merges
      }
      assertThat(quick.masses()).containsExactly(slow.masses());
    }
  }

  @Test
  void shouldRoundToTheStepsOfTheirBytes() {
    float[] int8 = {1.27f, 0.014f, -0.0049f};
    Rounding.INT8.round(int8);
    assertThat(int8).containsExactly(new float[] {1.27f, 0.01f, 0f}, within(1e-6f));
    float[] f16 = {1 + 0x1p-11f, 1 + 0x1.8p-10f, -3.14159f};
    Rounding.F16.round(f16);
    assertThat(f16).containsExactly(1 + 0x1p-10f, 1 + 0x1p-9f, -3.140625f);
    float[] bf16 = {257f, 259f};
    Rounding.BF16.round(bf16);
    assertThat(bf16).containsExactly(258f, 260f);
  }

  private static double moment(int j, int power) {
    double sum = 0;
    for (int t = 0; t < STREAM.tokens(); t++) {
      sum += Math.pow(STREAM.tags()[t * DIMS + j], power);
    }
    return sum / STREAM.tokens();
  }
}
