package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First and second derivatives of grown clusters against central differences, on every branch. */
class ClosureGradientTest {
  private static final double STEP = 1e-5;
  private static final double[] NORMS = {0.5, 3, 8, 15, 40};

  private enum Branch {
    CELLS,
    CLIPPED,
    BELOW_FIRST_LEVEL,
    BETWEEN_LEVELS,
    FROZEN,
    BEYOND_LAST_LEVEL
  }

  private final Map<Branch, Integer> seen = new EnumMap<>(Branch.class);

  @ParameterizedTest
  @CsvSource({"5, 0, 0.1", "6, 3, 0.1", "2, 2, 0.2"})
  void shouldAgreeWithFiniteDifferencesOfEveryPart(int d, int contentDims, double noise) {
    Shape shape = new Shape(d, contentDims, 0, 1);
    List<Atom> atoms = Corners.stream(6000, shape, 4, noise, 31);
    MeasureSketch sketch = Corners.told(shape, 16000, atoms);
    Random random = new Random(32);
    for (int q = 0; q < 15; q++) {
      double[] a = Streams.query(atoms, 1, q);
      double[] off = Streams.gaussian(random, d, 0.7 / Math.sqrt(d));
      for (int k = 0; k < d; k++) {
        a[k] = NORMS[q % NORMS.length] * (a[k] + off[k]);
      }
      logMoments(sketch, a); // unpacks the clusters
      for (int p = 0; p < sketch.clusters.size; p++) {
        check(sketch, a, p, random);
      }
    }
    assertThat(sketch.exact()).isFalse();
    assertThat(seen).containsKeys(Branch.CELLS, Branch.BELOW_FIRST_LEVEL, Branch.BETWEEN_LEVELS);
    assertThat(seen).containsKeys(Branch.BEYOND_LAST_LEVEL);
    if (d == 2) { // where the cells can hold the whole spread
      assertThat(seen).containsKeys(Branch.CLIPPED);
    }
  }

  private void check(MeasureSketch sketch, double[] a, int part, Random random) {
    int d = a.length;
    int contentDims = sketch.shape().contentDims();
    double[] one = new double[sketch.parts()];
    one[part] = 1;
    double[] tag = tags(sketch, a, one);
    Moments moments = new Moments(sketch.shape());
    sketch.addMoments(a, one, moments);
    note(sketch.clusters.get(part));
    double[] numeric = new double[d];
    for (int k = 0; k < d; k++) {
      numeric[k] = slope(a, k, x -> logMoments(sketch, x)[part]);
    }
    assertClose(tag, numeric, 1e-6);
    assertClose(moments.tag(), tag, 1e-12);
    assertClose(moments.covariance(), rows(d, d, a, x -> tags(sketch, x, one)), 1e-5);
    if (contentDims > 0) {
      assertClose(moments.content(), contents(sketch, a, one), 1e-12);
      double[] cross = rows(contentDims, d, a, x -> contents(sketch, x, one));
      assertClose(moments.cross(), cross, 1e-5);
    }
    double[] dContent = Streams.gaussian(random, contentDims, 1);
    double[] dLog = Streams.gaussian(random, one.length, 1);
    double[] da = new double[d];
    sketch.addGradient(a, dLog, one, dContent, da);
    for (int k = 0; k < d; k++) {
      numeric[k] =
          slope(
              a,
              k,
              x -> dot(dLog, logMoments(sketch, x)) + dot(dContent, contents(sketch, x, one)));
    }
    assertClose(da, numeric, 1e-5);
  }

  private void note(Cluster cluster) {
    Closure closure = cluster.closure;
    if (closure.lambda() > 0) {
      seen.merge(closure.clipped ? Branch.CLIPPED : Branch.CELLS, 1, Integer::sum);
    }
    if (closure.rho() != 0 && !cluster.audits.on) {
      seen.merge(Branch.FROZEN, 1, Integer::sum);
    } else if (closure.rho() != 0) {
      double v = Math.log(closure.variance());
      boolean beyond = closure.bend == 0;
      boolean below = v <= closure.fit.tail.level;
      seen.merge(
          beyond
              ? Branch.BEYOND_LAST_LEVEL
              : below ? Branch.BELOW_FIRST_LEVEL : Branch.BETWEEN_LEVELS,
          1,
          Integer::sum);
    }
  }

  private interface VectorFunction {
    double[] at(double[] x);
  }

  /** d f_i / da_k, (rows, d) row-major. */
  private static double[] rows(int rows, int d, double[] a, VectorFunction f) {
    double[] out = new double[rows * d];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < d; k++) {
        int row = i;
        out[i * d + k] = slope(a, k, x -> f.at(x)[row]);
      }
    }
    return out;
  }

  private static double slope(double[] a, int k, ToDoubleFunction<double[]> f) {
    double[] x = a.clone();
    x[k] = a[k] + STEP;
    double up = f.applyAsDouble(x);
    x[k] = a[k] - STEP;
    return (up - f.applyAsDouble(x)) / (2 * STEP);
  }

  private static double[] logMoments(Measure nu, double[] a) {
    double[] out = new double[nu.parts()];
    nu.logMoments(a, out);
    return out;
  }

  private static double[] tags(Measure nu, double[] a, double[] weights) {
    double[] sum = new double[a.length];
    nu.addTags(a, weights, sum);
    return sum;
  }

  private static double[] contents(Measure nu, double[] a, double[] weights) {
    double[] sum = new double[nu.shape().contentDims()];
    nu.addContents(a, weights, sum);
    return sum;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static void assertClose(double[] actual, double[] expected, double relative) {
    double[] difference = new double[actual.length];
    Arrays.setAll(difference, i -> actual[i] - expected[i]);
    double norm = Math.sqrt(dot(expected, expected));
    assertThat(Math.sqrt(dot(difference, difference))).isLessThanOrEqualTo(relative * norm + 1e-9);
  }
}
