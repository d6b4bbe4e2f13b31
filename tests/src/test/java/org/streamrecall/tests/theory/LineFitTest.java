package org.streamrecall.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LineFitTest {
  private static final int[] SIZES = {64, 256, 1024, 4096, 16384};
  private static final int SEEDS = 5;

  @Property(tries = 200, seed = "7")
  void shouldFindALine(
      @ForAll @DoubleRange(min = -5, max = 5) double a,
      @ForAll @DoubleRange(min = 0.1, max = 5) double b) {
    double[] x = {1, 2, 4, 8};
    LineFit fit = LineFit.of(x, IntStream.range(0, 4).mapToDouble(i -> a + b * x[i]).toArray());
    assertThat(fit.a()).isCloseTo(a, Offset.offset(1e-9));
    assertThat(fit.b()).isCloseTo(b, Offset.offset(1e-9));
    assertThat(fit.r2()).isCloseTo(1, Offset.offset(1e-9));
    assertThat(fit.at(3)).isCloseTo(a + 3 * b, Offset.offset(1e-9));
  }

  @Test
  void shouldFindNoSlopeWhereNothingVaries() {
    assertThat(LineFit.of(new double[] {2, 2}, new double[] {1, 3}).b()).isNaN();
  }

  /** Intervals of 95 % hold the exponent of power laws about as often as they say. */
  @Test
  void shouldCoverTheExponentOfPowerLaws() {
    Random random = new Random(3);
    int covered = 0;
    double width = 0;
    int laws = 200;
    for (int law = 0; law < laws; law++) {
      double exponent = 0.2 + random.nextDouble();
      double[] x = new double[SIZES.length * SEEDS];
      double[] y = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.log(SIZES[i % SIZES.length]);
        y[i] = 1 - exponent * x[i] + 0.2 * random.nextGaussian();
      }
      Bootstrap slopes =
          Bootstrap.of(x.length, r -> -LineFit.of(Bootstrap.pick(x, r), Bootstrap.pick(y, r)).b());
      covered += slopes.holds(exponent) ? 1 : 0;
      width += (slopes.high() - slopes.low()) / laws;
    }
    assertThat(covered / (double) laws).isBetween(0.87, 0.99);
    assertThat(width).isLessThan(0.12); // the deviation of such a slope is .02
  }

  /**
   * Points of (log L, log excess) come of what is beyond the endless contexts of their own seed.
   */
  @Test
  void shouldTakeTheSlopeBeyondEndlessContexts() {
    StringBuilder lines = new StringBuilder();
    for (int seed = 1; seed <= 2; seed++) {
      double floor = 0.1 * seed;
      for (int tokens = 64; tokens <= 4096; tokens *= 2) {
        double error = floor + (tokens < 256 ? 7 : 30.0 / tokens);
        lines.append(tokens + ",exact," + seed + "," + error + "\n");
      }
      lines.append("inf,exact," + seed + "," + floor + "\n");
    }
    CsvRows rows = CsvRows.of("tokens,memory,seed,nmse", lines.toString().lines().toList());
    var points = LengthStudy.logarithms(rows);
    assertThat(points).hasSize(10);
    double[] x = points.stream().mapToDouble(p -> p[0]).toArray();
    double[] y = points.stream().mapToDouble(p -> p[1]).toArray();
    assertThat(LineFit.of(x, y).b()).isCloseTo(-1, Offset.offset(1e-9));
    assertThat(new LengthStudy().found(rows).verdict())
        .contains("from 256 tokens on is -1.00 (-1.00 to -1.00), between the two longest -1.00.");
  }
}
