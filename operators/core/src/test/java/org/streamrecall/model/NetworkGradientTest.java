package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.Shape;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.measure.Streams;

/** The hand-derived gradients against central differences, in double. */
class NetworkGradientTest {
  private static final double STEP = 1e-5;

  @ParameterizedTest
  @CsvSource({
    "REGRESSION, MEAN, false",
    "REGRESSION, MEAN, true",
    "REGRESSION, REGRESS, false",
    "CLASSIFICATION, MEAN, false",
    "CLASSIFICATION, MEAN, true"
  })
  void shouldAgreeWithFiniteDifferences(Kind kind, ReadOutKind readOut, boolean sketched) {
    Schema schema = schema(kind, readOut);
    Network network = perturbed(schema, 11);
    List<Atom> atoms = new ArrayList<>(Streams.mixture(300, 5, 4, 3, 12));
    if (kind == Kind.REGRESSION) { // so that a cluster's content moves with the query
      atoms.addAll(Streams.slope(300, 5, 3, 13));
    }
    Measure nu = measure(schema.shape(), atoms, sketched);
    float[] tag = atoms.get(7).tag();
    float[] inputs = kind == Kind.REGRESSION ? new float[] {0.4f, -1.2f} : new float[0];
    float[] target = kind == Kind.REGRESSION ? new float[] {0.3f, -0.7f} : new float[] {1};

    requireAgreement(network, nu, tag, inputs, target);
    assertThat(nu.exact()).isEqualTo(!sketched);
  }

  private static void requireAgreement(
      Network network, Measure nu, float[] tag, float[] inputs, float[] target) {
    Weights gradient = network.weights().zeros();
    network.addGradient(nu, tag, inputs, target, gradient);

    double[] w = network.weights().values();
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < w.length; i++) {
      double kept = w[i];
      w[i] = kept + STEP;
      double up = network.loss(nu, tag, inputs, target);
      w[i] = kept - STEP;
      double down = network.loss(nu, tag, inputs, target);
      w[i] = kept;
      double numeric = (up - down) / (2 * STEP);
      difference += Math.pow(gradient.values()[i] - numeric, 2);
      norm += numeric * numeric;
    }
    assertThat(norm).isGreaterThan(1e-4);
    assertThat(Math.sqrt(difference / norm)).isLessThan(1e-5);
  }

  /**
   * The read-out of training: two layers, in units of its own, with softmax or linear attention.
   */
  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true"})
  void shouldAgreeForWideReadOuts(boolean readsTag, boolean linear) {
    Schema schema = schema(Kind.REGRESSION, ReadOutKind.MEAN);
    ReadOutShape shape = new ReadOutShape(readsTag, List.of(6, 5));
    Network start = Network.start(schema, 2, shape, 2, 11, new double[2], new double[] {1.5, 1.5});
    int inputs = start.weights().mlp().inputs();
    Random random = new Random(4);
    double[] spread = random.doubles(inputs, 0.3, 2).toArray();
    Network wide = start.in(new InputUnits(random.doubles(inputs, -1, 1).toArray(), spread));
    perturb(wide, 11);
    List<Atom> atoms = Streams.mixture(300, 5, 4, 3, 12);
    Measure nu = measure(schema.shape(), atoms, false);
    float[] two = {0.4f, -1.2f};
    requireAgreement(linear ? wide.linearly() : wide, nu, atoms.get(7).tag(), two, two);
  }

  @Test
  void shouldRefuseToTrainARegressionThroughASketch() {
    Schema schema = schema(Kind.REGRESSION, ReadOutKind.REGRESS);
    Measure nu = measure(schema.shape(), Streams.slope(600, 5, 3, 13), true);
    Network network = perturbed(schema, 11);
    float[] two = {0, 0};
    assertThatThrownBy(
            () -> network.addGradient(nu, new float[5], two, two, network.weights().zeros()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("leave the sketch's bytes out");
  }

  private static Schema schema(Kind kind, ReadOutKind readOut) {
    return Schema.of(
        FieldsJson.parse(
            kind == Kind.REGRESSION
                ? "{\"tag\":5,\"content\":3,\"inputs\":2,\"target\":2,\"readOut\":\""
                    + readOut.name().toLowerCase(java.util.Locale.ROOT)
                    + "\"}"
                : "{\"tag\":5,\"content\":3,\"kind\":\"classification\"}"));
  }

  /** Away from the start, where half of the gradients vanish. */
  private static Network perturbed(Schema schema, long seed) {
    int target = schema.fields().target();
    double[] ones = new double[target];
    java.util.Arrays.fill(ones, 1.5);
    Network network = Network.start(schema, 2, 4, 2, seed, new double[target], ones);
    perturb(network, seed);
    return network;
  }

  private static void perturb(Network network, long seed) {
    Random random = new Random(seed);
    double[] w = network.weights().values();
    for (int i = 0; i < w.length; i++) {
      w[i] += 0.3 * random.nextGaussian();
    }
  }

  private static Measure measure(Shape shape, List<Atom> atoms, boolean sketched) {
    if (sketched) {
      MeasureSketch sketch = new MeasureSketch(SketchLayout.of(shape, 1500));
      atoms.forEach(sketch::add);
      return sketch;
    }
    ExactMeasure exact = new ExactMeasure(shape);
    atoms.forEach(exact::add);
    return exact;
  }
}
