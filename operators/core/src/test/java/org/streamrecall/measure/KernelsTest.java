package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The path in force against the plain loops: the same bits, whatever it is. */
class KernelsTest {
  private static final Kernels PLAIN = new ScalarKernels();
  private static final Kernels FAST = Kernels.ACTIVE;

  @Property(tries = 200)
  void shouldAddAndMultiplyTheSameBits(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 64) int d) {
    Random random = new Random(seed);
    int width = Kernels.padded(d);
    double[] x = numbers(random, width);
    double[] y = numbers(random, 2 * width);
    assertThat(FAST.dot(x, y, width, width)).isEqualTo(PLAIN.dot(x, y, width, width));
    double[] sum = y.clone();
    double[] other = y.clone();
    FAST.axpy(0.7, x, sum, width);
    PLAIN.axpy(0.7, x, other, width);
    assertThat(sum).isEqualTo(other);
    int rows = d / 2 + 1;
    double[] twice = numbers(random, 2 * width + rows + Kernels.LANES);
    double[] s = numbers(random, rows * width);
    double[] t = s.clone();
    FAST.addOuter(0.9, 0.2, x, twice, s, rows, width);
    PLAIN.addOuter(0.9, 0.2, x, twice, t, rows, width);
    assertThat(s).isEqualTo(t);
    int n = random.nextInt(5);
    double[] weighted = numbers(random, n * width);
    double[] twices = numbers(random, n * twice.length);
    FAST.addOuters(weighted, twices, n, twice.length, s, rows, width);
    PLAIN.addOuters(weighted, twices, n, twice.length, t, rows, width);
    assertThat(s).isEqualTo(t);
    double[] out = new double[width];
    double[] plain = new double[width];
    FAST.multiplyUpper(s, rows, width, twice, out);
    PLAIN.multiplyUpper(s, rows, width, twice, plain);
    assertThat(out).isEqualTo(plain);
    double[] spill = new double[2 * width + rows];
    double[] plainSpill = new double[2 * width + rows];
    FAST.multiplyLower(s, rows, width, x, spill);
    PLAIN.multiplyLower(s, rows, width, x, plainSpill);
    assertThat(spill).isEqualTo(plainSpill);
  }

  @Property(tries = 200)
  void shouldMeasureAndScoreTheSameBits(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int dims,
      @ForAll @IntRange(min = 1, max = 5) int blocks) {
    Random random = new Random(seed);
    int n = blocks * Kernels.LANES;
    double[] p = numbers(random, dims);
    double[] m = numbers(random, dims * n);
    double[] out = new double[n];
    double[] plain = new double[n];
    FAST.squares(p, m, dims, n, n, out);
    PLAIN.squares(p, m, dims, n, n, plain);
    assertThat(out).isEqualTo(plain);
    FAST.scores(p, m, dims, n, n, out);
    PLAIN.scores(p, m, dims, n, n, plain);
    assertThat(out).isEqualTo(plain);
  }

  @Property(tries = 500)
  void shouldRaiseAndTakeLogarithmsTheSameBits(@ForAll long seed) {
    Random random = new Random(seed);
    double[] x = numbers(random, Kernels.LANES);
    x[0] = 0;
    x[1] = -0.0;
    x[2] = 709;
    x[3] = -709.5;
    x[4] = Double.NaN;
    x[5] = Double.NEGATIVE_INFINITY;
    x[6] = -708.7;
    x[7] = -708.9;
    double[] fast = x.clone();
    double[] plain = x.clone();
    FAST.exp(fast, fast.length);
    PLAIN.exp(plain, plain.length);
    assertThat(fast).isEqualTo(plain);
    for (int i = 0; i < x.length; i++) {
      x[i] = i < 8 ? Math.abs(random.nextGaussian()) * Math.pow(10, random.nextInt(600) - 300) : i;
    }
    x[8] = Double.MIN_NORMAL;
    x[9] = 1;
    x[10] = Log.SQRT_2;
    x[11] = Double.MAX_VALUE;
    fast = x.clone();
    plain = x.clone();
    FAST.log(fast, fast.length);
    PLAIN.log(plain, plain.length);
    assertThat(fast).isEqualTo(plain);
  }

  /** Also of what callers promise not to give. */
  @Property(tries = 500)
  void shouldRaiseAndTakeLogarithmsOfAnyBitsTheSame(@ForAll long seed) {
    Random random = new Random(seed);
    double[] odd = {
      Double.NaN,
      Double.longBitsToDouble(0xfff8000000000000L),
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      0,
      -0.0,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      Math.nextDown(Double.MIN_NORMAL),
      Double.MIN_NORMAL,
      -1,
      -Double.MAX_VALUE,
      Double.MAX_VALUE,
      709.5,
      710.5,
      1e9
    };
    double[] x = new double[4 * Kernels.LANES];
    for (int i = 0; i < x.length; i++) {
      boolean drawn = random.nextBoolean();
      x[i] = drawn ? Double.longBitsToDouble(random.nextLong()) : odd[random.nextInt(odd.length)];
    }
    double[] fast = x.clone();
    FAST.exp(fast, fast.length);
    double[] single = Arrays.stream(x).map(Exp::exp).toArray();
    assertThat(fast).isEqualTo(single);
    single = Arrays.stream(x).map(Log::log).toArray();
    FAST.log(x, x.length);
    assertThat(x).isEqualTo(single);
  }

  @Property(tries = 200)
  void shouldRoundTheSameBits(@ForAll long seed) {
    Random random = new Random(seed);
    double[] fast = numbers(random, 4 * Kernels.LANES);
    double[] plain = fast.clone();
    double first = random.nextDouble() * 500;
    FAST.round(fast, first, fast.length);
    PLAIN.round(plain, first, plain.length);
    assertThat(fast).isEqualTo(plain);
    assertThat(fast[3]).isEqualTo(Math.rint(fast[3]));
  }

  @Property(tries = 200)
  void shouldShakeTheSameBits(@ForAll long seed, @ForAll @IntRange(min = 0, max = 70) int n) {
    Random random = new Random(seed);
    double[] x = numbers(random, 80);
    for (int i = 0; i < n; i += 3) {
      x[i] = (float) x[i];
    }
    double first = random.nextDouble() * 500;
    double[] fast = new double[80];
    double[] plain = new double[80];
    FAST.shake(x, first, n, fast);
    PLAIN.shake(x, first, n, plain);
    assertThat(fast).isEqualTo(plain);
    for (int i = 0; i < n; i++) {
      float near = (float) x[i];
      if (near == x[i]) {
        assertThat(fast[i]).isEqualTo(x[i]);
      } else {
        assertThat(Math.abs((float) fast[i] - x[i])).isLessThan(Math.ulp(near));
      }
    }
  }

  @Test
  void shouldShakeSoThatTheMeanStays() {
    double[] x = new double[4000];
    Arrays.fill(x, 1 + 0x1p-23 * 0.3);
    FAST.shake(x, 0.5, x.length, x);
    double mean = Arrays.stream(x).map(y -> (float) y).average().orElseThrow();
    assertThat((mean - 1) * 0x1p23).isCloseTo(0.3, Offset.offset(0.01));
  }

  @Property(tries = 200)
  void shouldWeighMergesTheSameBits(@ForAll long seed) {
    Random random = new Random(seed);
    double[] masses = numbers(random, 2 * Kernels.LANES);
    for (int j = 0; j < masses.length; j++) {
      masses[j] = j < 20 ? Math.abs(masses[j]) * Math.pow(10, random.nextInt(200) - 100) : 0;
    }
    double[] fast = numbers(random, masses.length);
    double[] plain = fast.clone();
    FAST.costs(masses[0], masses, fast, masses.length);
    PLAIN.costs(masses[0], masses, plain, masses.length);
    assertThat(fast).isEqualTo(plain);
  }

  @Property(tries = 200)
  void shouldPackAndUnpackTheSameBits(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 48) int size, @ForAll boolean whole) {
    int d = whole ? (size + 15) / 16 * 16 : size;
    Random random = new Random(seed);
    Circulant matrix = new Circulant(d);
    double[] s = new double[matrix.length()];
    double[] e = new double[matrix.width];
    System.arraycopy(numbers(random, d), 0, e, 0, d);
    matrix.addOuter(0, 1, e, s);
    double[] scale = new double[2 * matrix.width + matrix.rows + Kernels.LANES];
    double[] back = scale.clone();
    for (int i = 0; i < d; i++) {
      scale[i] = Math.scalb(0.9, -Math.getExponent(e[i] + 1e-9)); // some go beyond the limits
      scale[i + d] = scale[i];
      back[i] = 1 / scale[i];
      back[i + d] = back[i];
    }
    double first = random.nextDouble() * 500;
    int rows = matrix.rows;
    for (int most : new int[] {Kernels.NARROW, 32767}) {
      byte[] fast = new byte[3 + 2 * Circulant.triangle(d)];
      byte[] plain = fast.clone();
      double[] read = new double[s.length];
      double[] plainRead = new double[s.length];
      FAST.packRows(s, most, scale, 0, rows, d, first, fast, 3);
      PLAIN.packRows(s, most, scale, 0, rows, d, first, plain, 3);
      if (most == Kernels.NARROW) {
        FAST.unpackBytes(fast, 3, 1.0 / most, back, 0, rows, d, read);
        PLAIN.unpackBytes(fast, 3, 1.0 / most, back, 0, rows, d, plainRead);
      } else {
        FAST.unpackShorts(fast, 3, 1.0 / most, back, 0, rows, d, read);
        PLAIN.unpackShorts(fast, 3, 1.0 / most, back, 0, rows, d, plainRead);
      }
      assertThat(fast).isEqualTo(plain);
      assertThat(read).isEqualTo(plainRead);
      for (int r = 0; r < matrix.rows; r++) {
        for (int i = 0; i < d; i++) {
          double unit = most * scale[i] * scale[i + r];
          double limited = Math.max(-most, Math.min(most, s[r * matrix.width + i] * unit));
          assertThat(Math.abs(read[r * matrix.width + i] * unit - limited))
              .isLessThanOrEqualTo(1.0001);
        }
      }
    }
  }

  private static double[] numbers(Random random, int n) {
    return random.doubles(n).map(x -> (x - 0.5) * Math.pow(10, random.nextInt(6) - 2)).toArray();
  }
}
