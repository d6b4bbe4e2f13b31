package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.measure.Streams;

/** Queries that go together are worth what they are worth one by one. */
class PassTest {
  @ParameterizedTest
  @CsvSource({
    "mean, false, false",
    "mean, true, false",
    "mean, false, true",
    "regress, false, false",
  })
  void shouldAddUpWhatQueriesAreWorthAlone(String readOut, boolean sketched, boolean linear) {
    Schema schema =
        Schema.of(
            FieldsJson.parse(
                "{\"tag\":5,\"content\":3,\"inputs\":2,\"target\":2,\"readOut\":\""
                    + readOut
                    + "\"}"));
    ReadOutShape shape = new ReadOutShape(true, List.of(7, 6));
    double[] ones = {1.5, 0.5};
    Network start = Network.start(schema, 2, shape, 3, 4, new double[2], ones);
    Random random = new Random(8);
    double[] w = start.weights().values();
    for (int i = 0; i < w.length; i++) {
      w[i] += 0.1 * random.nextGaussian();
    }
    Network network = linear ? start.linearly() : start;
    List<Atom> atoms = Streams.mixture(500, 5, 4, 3, 12);
    Measure nu = measure(schema, atoms, sketched);
    List<Case> cases = new ArrayList<>();
    for (int q = 0; q < 6; q++) {
      float[] two = {(float) random.nextGaussian(), (float) random.nextGaussian()};
      cases.add(new Case(atoms.get(q).tag(), two, two));
    }
    Weights alone = network.weights().zeros();
    double sum = 0;
    for (Case one : cases) {
      sum += network.addGradient(nu, one.tag(), one.inputs(), one.target(), alone);
    }
    Measure fewer = measure(schema, atoms.subList(0, 60), sketched);
    double other = 0;
    for (Case one : cases.subList(0, 2)) {
      other += network.addGradient(fewer, one.tag(), one.inputs(), one.target(), alone);
    }
    List<Pass.Part> parts =
        List.of(
            new Pass.Part(() -> nu, cases.subList(0, 1)),
            new Pass.Part(() -> fewer, cases.subList(0, 2)),
            new Pass.Part(() -> nu, cases.subList(1, 6)));
    Weights together = network.weights().zeros();
    Pass pass = new Pass(network);
    assertThat(pass.loss(parts, together)).isCloseTo(sum + other, Offset.offset(1e-9));
    assertThat(together.values()).containsExactly(alone.values(), Offset.offset(1e-9));
    w[w.length - 1] += 1;
    pass.renew();
    assertThat(pass.loss(parts, null)).isNotCloseTo(sum + other, Offset.offset(1e-3));
  }

  private static Measure measure(Schema schema, List<Atom> atoms, boolean sketched) {
    ExactMeasure exact = new ExactMeasure(schema.shape());
    MeasureSketch sketch = new MeasureSketch(SketchLayout.of(schema.shape(), 1500));
    for (Atom atom : atoms) {
      exact.add(atom);
      sketch.add(atom);
    }
    return sketched ? sketch : exact;
  }
}
