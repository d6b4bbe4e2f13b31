package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The features of a lifted content and what their means say of a density. */
class CosineLiftTest {
  private static final int GRID = 64; // a side; the midpoint rule is exact for so many waves

  private static CosineLift box(int dims, double... lowHigh) {
    double[] low = new double[lowHigh.length / 2];
    double[] high = new double[low.length];
    for (int m = 0; m < low.length; m++) {
      low[m] = lowHigh[2 * m];
      high[m] = lowHigh[2 * m + 1];
    }
    return new CosineLift(low, high, dims);
  }

  @Property(tries = 20)
  void shouldBeOrthonormalOnTheRangeAndToTheConstant(
      @ForAll @DoubleRange(min = -100, max = 100) double low,
      @ForAll @DoubleRange(min = 0.1, max = 1000) double width,
      @ForAll @IntRange(min = 1, max = 40) int dims) {
    CosineLift line = box(dims, low, low + width);
    double[][] products = new double[dims][dims];
    double[] means = new double[dims];
    for (int g = 0; g < GRID; g++) {
      add(
          line.apply(new float[] {(float) (low + width * (g + 0.5) / GRID)}),
          GRID,
          products,
          means);
    }
    assertOrthonormal(products, means);
  }

  @Property(tries = 5)
  void shouldBeOrthonormalOnABox(@ForAll @IntRange(min = 1, max = 30) int dims) {
    CosineLift box = box(dims, -3, 5, 10, 11);
    double[][] products = new double[dims][dims];
    double[] means = new double[dims];
    for (int g = 0; g < GRID * GRID; g++) {
      float x = (float) (-3 + 8 * (g / GRID + 0.5) / GRID);
      float y = (float) (10 + (g % GRID + 0.5) / GRID);
      add(box.apply(new float[] {x, y}), GRID * GRID, products, means);
    }
    assertOrthonormal(products, means);
  }

  private static void add(float[] e, int points, double[][] products, double[] means) {
    for (int i = 0; i < e.length; i++) {
      means[i] += e[i] / (double) points;
      for (int j = 0; j < e.length; j++) {
        products[i][j] += e[i] * (double) e[j] / points;
      }
    }
  }

  private static void assertOrthonormal(double[][] products, double[] means) {
    for (int i = 0; i < means.length; i++) {
      assertThat(means[i]).isCloseTo(0, Offset.offset(1e-3));
      for (int j = 0; j < means.length; j++) {
        assertThat(products[i][j]).isCloseTo(i == j ? 1 : 0, Offset.offset(1e-3));
      }
    }
  }

  @Test
  void shouldOrderWavesBySumOfSquares() {
    assertThat(Waves.first(1, 3)).isDeepEqualTo(new int[][] {{1}, {2}, {3}});
    assertThat(Waves.first(2, 8))
        .isDeepEqualTo(
            new int[][] {{0, 1}, {1, 0}, {1, 1}, {0, 2}, {2, 0}, {1, 2}, {2, 1}, {2, 2}});
    assertThat(Waves.first(256, 2)[1][254]).isEqualTo(1);
  }

  @Property(tries = 30)
  void shouldLeaveOutNoWave(
      @ForAll @IntRange(min = 1, max = 4) int fields, @ForAll @IntRange(min = 1, max = 256) int n) {
    int side = fields == 1 ? 257 : fields == 2 ? 24 : 10;
    List<int[]> all = new ArrayList<>();
    for (int code = 1; code < Math.pow(side, fields); code++) {
      int[] wave = new int[fields];
      for (int m = fields - 1, rest = code; m >= 0; m--, rest /= side) {
        wave[m] = rest % side;
      }
      all.add(wave);
    }
    all.sort(Comparator.comparingInt(k -> Arrays.stream(k).map(x -> x * x).sum()));
    assertThat(Waves.first(fields, n)).isDeepEqualTo(all.subList(0, n).toArray(int[][]::new));
  }

  @Test
  void shouldTakeWhatLiesOutsideForTheNearerEnd() {
    CosineLift lift = box(6, -2, 3, 0, 1);
    assertThat(lift.apply(new float[] {-50, 0.5f})).isEqualTo(lift.apply(new float[] {-2, 0.5f}));
    assertThat(lift.apply(new float[] {1, 1e9f})).isEqualTo(lift.apply(new float[] {1, 1}));
    assertThat(lift.apply(new float[] {3, 1})).isNotEqualTo(lift.apply(new float[] {2.9f, 1}));
    assertThatThrownBy(() -> lift.apply(new float[] {Float.NaN, 1}))
        .hasMessageContaining("content[0]=NaN is not finite");
  }

  @Test
  void shouldKeepTheFirstFeaturesOfMore() {
    CosineLift most = box(12, 0, 1, 0, 2);
    float[] z = {0.3f, 1.1f};
    assertThat(most.first(5).apply(z)).isEqualTo(Arrays.copyOf(most.apply(z), 5));
    Lift.Identity plain = new Lift.Identity(new double[] {1, 2}, new double[] {2, 4});
    ConcatLift concat = new ConcatLift(plain, most);
    float[] both = concat.apply(z);
    assertThat(Arrays.copyOf(both, 2)).isEqualTo(plain.apply(z));
    assertThat(Arrays.copyOfRange(both, 2, 14)).isEqualTo(most.apply(z));
    assertThat(concat.first(3).apply(z)).isEqualTo(Arrays.copyOf(both, 5));
    assertThat(concat.first(3).dims()).isEqualTo(5);
  }

  /** Tokens of the density 1 + sum b_j e_j have features whose mean is b, up to 1/sqrt(L). */
  @Property(tries = 10)
  void shouldMeanTheCoefficientsOfADensity(@ForAll @IntRange(min = 0, max = 1000) int seed) {
    double[] b = {0.3, -0.2, 0.1, 0, 0.05};
    CosineLift lift = box(b.length, -1, 4);
    for (int tokens : new int[] {500, 50_000}) {
      double[] means = new double[b.length];
      Random random = new Random(seed);
      for (int l = 0; l < tokens; l++) {
        float[] e = drawn(lift, b, random);
        for (int j = 0; j < b.length; j++) {
          means[j] += e[j] / (double) tokens;
        }
      }
      for (int j = 0; j < b.length; j++) { // a feature's variance is below 2
        assertThat(means[j]).isCloseTo(b[j], Offset.offset(5 * Math.sqrt(2.0 / tokens)));
      }
    }
  }

  private static float[] drawn(CosineLift lift, double[] b, Random random) {
    while (true) {
      float[] e = lift.apply(new float[] {5 * random.nextFloat() - 1});
      double density = 1;
      for (int j = 0; j < b.length; j++) {
        density += b[j] * e[j];
      }
      if (2 * random.nextDouble() < density) {
        return e;
      }
    }
  }

  /** A memory written on one machine is read on another: not a bit may differ. */
  @Test
  void shouldHaveTheSameBitsOnAnyMachine() {
    CosineLift lift = box(64, -3.7, 11.3, 0, 1);
    int bits = 1;
    for (int i = 0; i < 2000; i++) {
      bits = 31 * bits + Arrays.hashCode(lift.apply(new float[] {-4 + 0.008f * i, 0.0005f * i}));
    }
    assertThat(bits).isEqualTo(1_847_610_601);
  }

  @Test
  void shouldRefuseANumberWithoutARange() {
    assertThatThrownBy(() -> box(4, 0, 1, 5, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("content[1]=5.0 in every token, and a lift needs numbers that vary");
    assertThatThrownBy(() -> box(4, 1, 0))
        .hasMessageContaining("content[0] has the range 1.0 to 0.0, which is none");
  }
}
