package org.streamrecall.events.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final int INPUTS = 4;
  private static final double CONSTANT = 100;

  private static double[] draw(Random random) {
    double[] x = new double[INPUTS];
    for (int i = 0; i < INPUTS - 1; i++) {
      x[i] = random.nextGaussian();
    }
    x[INPUTS - 1] = 1;
    return x;
  }

  /** One event at a time it is the ridge regression of all, each counting less and less. */
  @Property(tries = 60)
  void shouldBeTheRidgeRegressionOfAll(
      @ForAll @IntRange(min = 0, max = 1000) int seed,
      @ForAll @IntRange(min = 1, max = 60) int events,
      @ForAll @DoubleRange(min = 0.9, max = 1) double keep) {
    Random random = new Random(seed);
    Line line = new Line(INPUTS, keep);
    RealMatrix squares = new Array2DRowRealMatrix(INPUTS, INPUTS);
    RealVector products = new ArrayRealVector(INPUTS);
    for (int i = 0; i < INPUTS; i++) {
      squares.setEntry(i, i, i == INPUTS - 1 ? 1 / CONSTANT : 1);
    }
    for (int e = 0; e < events; e++) {
      double[] x = draw(random);
      double y = 3 * x[0] - x[1] + random.nextGaussian();
      line.learn(x, y);
      RealVector vector = new ArrayRealVector(x);
      squares = squares.scalarMultiply(keep).add(vector.outerProduct(vector));
      products = products.mapMultiply(keep).add(vector.mapMultiply(y));
    }
    double[] asked = draw(random);
    double expected =
        new LUDecomposition(squares)
            .getSolver()
            .solve(products)
            .dotProduct(new ArrayRealVector(asked));
    assertThat(line.foretell(asked)).isCloseTo(expected, within(1e-6));
  }

  /** An origin that moves changes nothing that is said, now or later. */
  @Property(tries = 60)
  void shouldSayTheSameFromAnotherOrigin(
      @ForAll @IntRange(min = 0, max = 1000) int seed,
      @ForAll @DoubleRange(min = -5, max = 5) double by) {
    Random random = new Random(seed);
    Line line = new Line(INPUTS, 0.99);
    Line moved = new Line(INPUTS, 0.99);
    for (int e = 0; e < 60; e++) {
      double[] x = draw(random);
      double[] lower = x.clone();
      lower[1] -= e < 20 ? 0 : by;
      if (e == 20) {
        moved.lower(1, by);
      }
      assertThat(moved.foretell(lower)).isCloseTo(line.foretell(x), within(1e-6));
      double y = x[0] + 2 * x[1] + random.nextGaussian();
      line.learn(x, y);
      moved.learn(lower, y);
    }
  }

  @Test
  void shouldSayTheSameInAnotherUnit() {
    Random random = new Random(5);
    Line line = new Line(INPUTS, 1);
    for (int e = 0; e < 50; e++) {
      double[] x = draw(random);
      line.learn(x, x[0] - 2 * x[1]);
    }
    double[] x = draw(random);
    double before = line.foretell(x);
    line.measure(1, 8);
    x[1] /= 8;
    assertThat(line.foretell(x)).isCloseTo(before, within(1e-12));
  }

  /** A name that was last seen long ago does not make it say what is no number. */
  @Test
  void shouldStaySaneWhereAnInputIsNotSeenForLong() {
    Random random = new Random(7);
    Line line = new Line(INPUTS, 0.9);
    for (int e = 0; e < 20_000; e++) {
      double[] x = draw(random);
      x[2] = e % 5000 == 0 ? 1 : 0;
      line.learn(x, x[0] + 7 * x[2]);
    }
    assertThat(line.foretell(new double[] {2, 0, 0, 1})).isCloseTo(2, within(1e-3));
  }

  /** A first value of 1e9 blinds no line, nor does a drift. */
  @Test
  void shouldFollowUnitsAndOrigins() {
    Random random = new Random(9);
    Lines lines = new Lines(new boolean[] {true});
    double worst = 0;
    for (int e = 0; e < 3000; e++) {
      double drift = 1e6 + 10 * e + random.nextGaussian();
      double[] x = {e == 0 ? 1e9 : drift};
      lines.see(x);
      if (e > 2000) {
        for (double said : lines.foretell(x)) {
          worst = Math.max(worst, Math.abs(said - 2 * x[0]) / (2 * 10));
        }
      }
      lines.learn(x, 2 * x[0]);
    }
    assertThat(worst).isLessThan(1);
  }
}
