package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/** What tilts cells and clusters: the same bits on every path, and what plain sums give. */
class CellKernelsTest {
  private static final Kernels PLAIN = new ScalarKernels();
  private static final Kernels FAST = Kernels.ACTIVE;
  private static final int FEW = Kernels.FEW;
  private static final int STRIDE = 64;

  /** Fills an array of so many numbers on both paths. */
  private static double[] same(int length, Function<Kernels, Consumer<double[]>> kernel) {
    double[] fast = new double[length];
    double[] plain = new double[length];
    kernel.apply(FAST).accept(fast);
    kernel.apply(PLAIN).accept(plain);
    assertThat(fast).isEqualTo(plain);
    return fast;
  }

  private static double[] numbers(Random random, int n) {
    return random.doubles(n).map(x -> 4 * x - 2).toArray();
  }

  @Property(tries = 200)
  void shouldWeighAndCentreTheSameBits(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = Cells.MOST_AXES) int axes,
      @ForAll @IntRange(min = 1, max = 5) int blocks) {
    Random random = new Random(seed);
    int n = blocks * FEW;
    double[] weight = random.doubles(STRIDE).toArray();
    double[] at = numbers(random, axes * STRIDE);
    double[] sums = same((1 + axes) * FEW, k -> out -> k.weigh(weight, at, axes, STRIDE, n, out));
    double total = 0;
    double first = 0;
    for (int i = 0; i < n; i++) {
      total += weight[i];
      first += weight[i] * at[i];
    }
    assertThat(Kernels.sumOfFew(sums, 0)).isCloseTo(total, Offset.offset(1e-12));
    assertThat(Kernels.sumOfFew(sums, FEW)).isCloseTo(first, Offset.offset(1e-12));
    double[] mean = numbers(random, axes);
    double[] share = new double[STRIDE];
    double[] place =
        same(
            axes * STRIDE,
            k -> out -> k.centre(weight, 3, 0.1, at, mean, axes, STRIDE, n, share, out));
    assertThat(share[0]).isEqualTo(Math.max(0.1, weight[0] / 3));
    assertThat(place[0]).isEqualTo(at[0] - mean[0]);
  }

  @Property(tries = 200)
  void shouldAskTheSameBits(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int blocks) {
    Random random = new Random(seed);
    int n = blocks * FEW;
    double[] x = numbers(random, n);
    double top = 2;
    double bottom = -1.5;
    double[] one = same(n + 5, k -> out -> k.fromTop(x, top, n, out, 5));
    assertThat(one[5]).isEqualTo(x[0] - top);
    double[] both = same(2 * n + 3, k -> out -> k.fromBothEnds(x, 5, top, bottom, n, out, 3));
    assertThat(both[3]).isEqualTo((x[0] - top) * 5);
    assertThat(both[3 + n]).isEqualTo((bottom - x[0]) * 5);
  }

  @Property(tries = 200)
  void shouldSumTheSameBits(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = Cells.MOST_AXES) int axes,
      @ForAll @IntRange(min = 1, max = 5) int blocks) {
    Random random = new Random(seed);
    int n = blocks * FEW;
    double[] share = random.doubles(n).toArray();
    double[] x = numbers(random, n);
    double[] t = random.doubles(2 * n + 8).toArray();
    double[] place = numbers(random, axes * STRIDE);
    double[] one = same(2 * FEW, k -> out -> k.tiltSums(share, x, t, 8, n, out));
    double[] powers = same(7 * FEW, k -> out -> k.powerSums(share, x, t, 8, n, out));
    double[] p = new double[n];
    double[] along =
        same(axes * FEW, k -> out -> k.alongAxes(share, x, 1, 0.5, t, 8, place, axes, n, p, out));
    double square = 0;
    double sum = 0;
    double fourth = 0;
    double first = 0;
    for (int i = 0; i < n; i++) {
      square += share[i] * x[i] * x[i];
      sum += share[i] * t[8 + i];
      fourth += share[i] * Math.pow(t[8 + n + i], 4);
      first += (share[i] * t[8 + i] * 0.5 - share[i] * x[i]) * place[i];
    }
    assertThat(Kernels.sumOfFew(one, 0)).isCloseTo(square, Offset.offset(1e-12));
    assertThat(Kernels.sumOfFew(one, FEW)).isCloseTo(sum, Offset.offset(1e-12));
    assertThat(powers).startsWith(one);
    assertThat(Kernels.sumOfFew(powers, 6 * FEW)).isCloseTo(fourth, Offset.offset(1e-12));
    assertThat(Kernels.sumOfFew(along, 0)).isCloseTo(first, Offset.offset(1e-12));
    assertThat(p[0]).isEqualTo(share[0] * t[8] * 0.5);
  }

  @Property(tries = 200)
  void shouldTurnAndSquareTheSameBits(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 64) int d) {
    Random random = new Random(seed);
    Circulant matrix = new Circulant(d);
    int width = matrix.width;
    int axes = Cells.axes(d);
    double[][] basis = new double[axes][];
    for (int x = 0; x < axes; x++) {
      basis[x] = numbers(random, width);
    }
    double[] e = new double[width];
    System.arraycopy(numbers(random, d), 0, e, 0, d);
    double[] lanes = same(axes * FEW, k -> out -> k.project(basis, axes, e, width, out));
    assertThat(Kernels.sumOfFew(lanes, 0)).isEqualTo(PLAIN.dot(basis[0], e, width));
    double[] along = numbers(random, axes);
    same(width, k -> out -> k.addTurned(0.3, e, along, basis, axes, out, width));
    double[] s = new double[matrix.length()];
    matrix.addOuter(0, 1, e, s);
    double[] other = new double[width];
    System.arraycopy(numbers(random, d), 0, other, 0, d);
    matrix.addOuter(0.7, 0.4, other, s);
    double[] image = new double[width];
    matrix.multiply(s, e, image);
    double square = PLAIN.dot(e, image, width);
    assertThat(matrix.quadratic(s, e)).isCloseTo(square, Offset.offset(1e-10 * (1 + square)));
    double[] twice = new double[3 * width];
    System.arraycopy(e, 0, twice, 0, d);
    System.arraycopy(e, 0, twice, d, d);
    int rows = matrix.rows;
    int mirrored = matrix.lowerRows;
    double[] few = same(width, k -> out -> k.quadratic(s, rows, mirrored, width, e, twice, out));
    assertThat(Kernels.sumOfFew(few, 0)).isEqualTo(matrix.quadratic(s, e));
  }
}
