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
  private static final int AXES = Cells.MOST_AXES;
  private static final int TILES = 3;
  private static final double LEAST_SHARE = 1e-300;

  /** Fills an array of so many numbers on both paths. */
  private static double[] same(int length, Function<Kernels, Consumer<double[]>> kernel) {
    return same(new double[length], kernel);
  }

  /** Changes a copy of an array on both paths. */
  private static double[] same(double[] before, Function<Kernels, Consumer<double[]>> kernel) {
    double[] fast = before.clone();
    double[] plain = before.clone();
    kernel.apply(FAST).accept(fast);
    kernel.apply(PLAIN).accept(plain);
    assertThat(fast).isEqualTo(plain);
    return fast;
  }

  private static double[] numbers(Random random, int n) {
    return random.doubles(n).map(x -> 4 * x - 2).toArray();
  }

  @Property(tries = 200)
  void shouldCentreTheSameBits(
      @ForAll long seed,
      @ForAll @IntRange(max = 2) int tile,
      @ForAll @IntRange(min = 1, max = 40) int cells) {
    Random random = new Random(seed);
    double[] weight = random.doubles(TILES * cells * FEW).toArray();
    double[] at = numbers(random, TILES * cells * AXES * FEW);
    double[] share =
        same(weight, k -> out -> k.centreCells(out, at.clone(), tile, cells, LEAST_SHARE));
    double[] place =
        same(at, k -> out -> k.centreCells(weight.clone(), out, tile, cells, LEAST_SHARE));
    double sum = 0;
    double mean = 0;
    for (int c = 0; c < cells; c++) {
      sum += share[(tile * cells + c) * FEW];
      mean += share[(tile * cells + c) * FEW] * place[(tile * cells + c) * AXES * FEW];
    }
    assertThat(sum).isCloseTo(1, Offset.offset(1e-12));
    assertThat(mean).isCloseTo(0, Offset.offset(1e-12));
  }

  @Property(tries = 200)
  void shouldScoreTheSameBits(
      @ForAll long seed,
      @ForAll @IntRange(max = 2) int tile,
      @ForAll @IntRange(min = 1, max = 40) int cells,
      @ForAll @IntRange(min = 1, max = 20) int d) {
    Random random = new Random(seed);
    double[] a = numbers(random, d);
    double[] basis = numbers(random, TILES * d * AXES * FEW);
    double[] z = same(TILES * AXES * FEW, k -> out -> k.alongBasis(a, basis, tile, d, out));
    double along = 0;
    for (int i = 0; i < d; i++) {
      along += a[i] * basis[(tile * d + i) * AXES * FEW];
    }
    assertThat(z[tile * AXES * FEW]).isCloseTo(along, Offset.offset(1e-9));
    double[] place = numbers(random, TILES * cells * AXES * FEW);
    int n = TILES * cells * FEW;
    double[] none = new double[TILES * 2 * FEW];
    double[] scores = same(n, k -> out -> k.cellScores(z, place, tile, cells, out, none.clone()));
    double[] ends = same(none, k -> out -> k.cellScores(z, place, tile, cells, scores, out));
    double highest = 0;
    for (int c = 0; c < cells; c++) {
      highest = Math.max(highest, scores[(tile * cells + c) * FEW]);
    }
    assertThat(ends[2 * tile * FEW]).isEqualTo(highest);
    double[] one = same(n, k -> out -> k.fromTop(scores, ends, tile, cells, out));
    double score = scores[tile * cells * FEW];
    assertThat(one[tile * cells * FEW]).isEqualTo(score - highest);
    double[] both = same(2 * n, k -> out -> k.fromBothEnds(scores, 5, ends, tile, cells, out));
    assertThat(both[2 * tile * cells * FEW]).isEqualTo((score - highest) * 5);
    double lowest = ends[(2 * tile + 1) * FEW];
    assertThat(both[(2 * tile + 1) * cells * FEW]).isEqualTo((lowest - score) * 5);
  }

  @Property(tries = 200)
  void shouldSumTheSameBits(
      @ForAll long seed,
      @ForAll @IntRange(max = 2) int tile,
      @ForAll @IntRange(min = 1, max = 40) int cells) {
    Random random = new Random(seed);
    int n = TILES * cells * FEW;
    int first = tile * cells * FEW;
    double[] share = random.doubles(n).toArray();
    double[] x = numbers(random, n);
    double[] t = random.doubles(2 * n).toArray();
    double[] none = new double[TILES * FEW];
    double[] sums = same(none, k -> out -> k.tiltSums(share, x, t, tile, cells, out, none.clone()));
    double[] squares =
        same(none, k -> out -> k.tiltSums(share, x, t, tile, cells, none.clone(), out));
    double[] powers =
        same(6 * TILES * FEW, k -> out -> k.powerSums(share, x, t, tile, cells, none.clone(), out));
    assertThat(same(none, k -> out -> k.powerSums(share, x, t, tile, cells, out, powers.clone())))
        .isEqualTo(squares);
    double[] keep = numbers(random, TILES * FEW);
    double[] factor = numbers(random, TILES * FEW);
    double[] place = numbers(random, n * AXES);
    double[] along =
        same(
            TILES * AXES * FEW,
            k -> out -> k.turnCells(share, x, t, sums, keep, factor, place, tile, cells, out));
    double square = 0;
    double sum = 0;
    double fourth = 0;
    double turned = 0;
    int lane = tile * FEW;
    for (int c = 0; c < cells; c++) {
      int i = first + c * FEW;
      square += share[i] * x[i] * x[i];
      sum += share[i] * t[i];
      fourth += share[i] * Math.pow(t[(2 * tile + 1) * cells * FEW + c * FEW], 4);
      double change = share[i] * t[i] / sums[lane] - keep[lane] * share[i] * x[i];
      turned += factor[lane] * change * place[i * AXES];
    }
    assertThat(squares[lane]).isCloseTo(square, Offset.offset(1e-11));
    assertThat(sums[lane]).isCloseTo(sum, Offset.offset(1e-11));
    assertThat(powers[(2 * tile + 1) * 3 * FEW + 2 * FEW]).isCloseTo(fourth, Offset.offset(1e-11));
    assertThat(along[tile * AXES * FEW]).isCloseTo(turned, Offset.offset(1e-9));
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
    same(width, k -> out -> k.addTurned(0.3, along, basis, axes, out, width));
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
