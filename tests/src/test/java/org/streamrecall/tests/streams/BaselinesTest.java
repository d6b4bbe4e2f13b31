package org.streamrecall.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.streamrecall.tests.streams.Baselines.Method;

/** Each method is what its name says, and none of them sees the future. */
class BaselinesTest {
  private static final StreamSet SET = set(List.of(1, 5));
  private static final StreamSet WITHIN = set(List.of(0));

  private static StreamSet set(List<Integer> horizons) {
    return new StreamSet("s", 0, "x", horizons, 24, "dw", null, Set.of(), false);
  }

  private static Map<Method, double[][]> foretell(Series series, StreamSet set) {
    Reading reading = Reading.of(set, List.of(series), complaint -> {});
    return new Baselines(series, reading, Protocol.of(series, set)).foretell();
  }

  /** Beside the values a number and a name that they do not depend on. */
  private static Series series(int n, long seed) {
    Random random = new Random(seed);
    long[] times = new long[n];
    double[] values = new double[n];
    List<ObjectNode> fields = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      times[i] = 3_600_000L * i;
      values[i] = 5 * Math.sin(2 * Math.PI * i / 24) + random.nextGaussian();
      ObjectNode event = JsonNodeFactory.instance.objectNode();
      fields.add(event.put("w", random.nextDouble()).put("c", "abc".substring(i % 3, i % 3 + 1)));
    }
    return new Series(times, values, null, fields);
  }

  private static Series with(Series series, double[] values) {
    return new Series(series.times(), values, null, series.fields());
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void shouldSayTheSameWhateverComesLater(Method method) {
    for (StreamSet set : List.of(SET, WITHIN)) {
      Series series = series(400, 1);
      int changed = 300;
      double[] others = series.values().clone();
      for (int i = changed; i < others.length; i++) {
        others[i] = 100 - 3 * others[i];
      }
      double[][] before = foretell(series, set).get(method);
      double[][] after = foretell(with(series, others), set).get(method);
      int known = changed - Protocol.of(series, set).first() + (set == WITHIN ? 1 : 0);
      for (int h = 0; h < before.length; h++) {
        assertThat(Arrays.copyOf(after[h], known)).containsExactly(Arrays.copyOf(before[h], known));
        int later = method == Method.SEASON ? known + 24 : known;
        assertThat(after[h][later]).isNotEqualTo(before[h][later]);
      }
    }
  }

  /** A field of the event itself, from its others: a line of them leaves nothing. */
  @Test
  void shouldForetellAFieldFromTheOthers() {
    Series series = series(400, 7);
    double[] values = new double[400];
    for (int i = 0; i < values.length; i++) {
      ObjectNode event = series.fields().get(i);
      values[i] = 30 * event.path("w").asDouble() + (event.path("c").asText().equals("b") ? 9 : 0);
    }
    Map<Method, double[][]> said = foretell(with(series, values), WITHIN);
    Protocol protocol = Protocol.of(series, WITHIN);
    for (int i = protocol.scored(); i < protocol.end(); i++) {
      int at = i - protocol.first();
      assertThat(said.get(Method.LAST)[0][at]).isEqualTo(values[i - 1]);
      assertThat(said.get(Method.RIDGE)[0][at]).isCloseTo(values[i], within(.5));
      assertThat(said.get(Method.NEAREST)[0][at]).isBetween(0., 39.);
    }
  }

  @Test
  void shouldForetellWhatComesBackByItsSeason() {
    Series noisy = series(400, 2);
    double[] values = new double[400];
    for (int i = 0; i < values.length; i++) {
      values[i] = noisy.values()[i % 24];
    }
    Series series = with(noisy, values);
    Protocol protocol = Protocol.of(series, SET);
    Map<Method, double[][]> said = foretell(series, SET);
    for (int h = 0; h < 2; h++) {
      for (int i = protocol.first(); i < protocol.end(); i++) {
        double truth = values[i + SET.horizons().get(h)];
        assertThat(said.get(Method.SEASON)[h][i - protocol.first()]).isCloseTo(truth, within(1e-9));
      }
    }
  }

  /** A line that forgets nothing is ridge regression with a ridge of one. */
  @Test
  void shouldBeTheLineOfLeastSquares() {
    Random random = new Random(3);
    RecursiveLine line = new RecursiveLine(4, 2, 1);
    RealMatrix x = new Array2DRowRealMatrix(50, 4);
    RealMatrix y = new Array2DRowRealMatrix(50, 2);
    for (int i = 0; i < 50; i++) {
      x.setRow(i, random.doubles(4).toArray());
      y.setRow(i, random.doubles(2).toArray());
      line.learn(x.getRow(i), y.getRow(i));
    }
    RealMatrix a = x.transpose().multiply(x);
    for (int i = 0; i < 4; i++) {
      a.addToEntry(i, i, 1);
    }
    RealMatrix w = new LUDecomposition(a).getSolver().solve(x.transpose().multiply(y));
    double[] at = {.1, -.2, .3, 1};
    for (int t = 0; t < 2; t++) {
      assertThat(line.foretell(at, t))
          .isCloseTo(w.getColumnVector(t).dotProduct(new ArrayRealVector(at)), within(1e-9));
    }
  }

  @Test
  void shouldFindTheNearestOfAll() {
    Random random = new Random(4);
    double[][] points = new double[200][];
    for (int i = 0; i < points.length; i++) {
      points[i] = random.doubles(3).toArray();
    }
    int[] expected =
        IntStream.range(0, 150)
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    i ->
                        new ArrayRealVector(points[i])
                            .getDistance(new ArrayRealVector(points[199]))))
            .limit(10)
            .mapToInt(i -> i)
            .toArray();
    assertThat(Neighbours.of(points, 199, 150, 10)).containsExactly(expected);
    assertThat(Neighbours.of(points, 199, 3, 10)).hasSize(3);
  }

  /** One value of a billion counts as one that is four times as far as usual. */
  @Test
  void shouldNotBeRuledByOneValue() {
    double[] values = series(400, 5).values();
    double before = Deviations.of(values, 64)[399];
    values[200] = 1e9;
    assertThat(Deviations.of(values, 64)[399]).isCloseTo(before, within(.2 * before));
  }

  @Test
  void shouldMakeIntervalsAsWideAsNineInTenErrors() {
    Random random = new Random(6);
    double[] truths = random.doubles(4000, -1, 1).toArray();
    // Of errors that are uniform up to 1 the interval is .9 either way: 1.8, and a tenth of the
    // truths .05 outside on average, twenty times.
    assertThat(Intervals.conformal(new double[4000], truths, 2000, 1))
        .isCloseTo(1.8 + .1 * .05 * 20, within(.03));
    assertThat(Intervals.winkler(0, 1, .5)).isEqualTo(1);
    assertThat(Intervals.winkler(0, 1, 1.5)).isEqualTo(11);
  }
}
