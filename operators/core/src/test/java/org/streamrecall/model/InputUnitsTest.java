package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Streams;

class InputUnitsTest {
  private static final Schema SCHEMA =
      Schema.of(FieldsJson.parse("{\"tag\":5,\"content\":3,\"inputs\":2,\"target\":2}"));

  /** Three numbers recalled of spread 3, 1 and a constant, one that was asked. */
  private static InputUnits.Read read(double noise) {
    Random random = new Random(1);
    double[][] rows = new double[2000][];
    for (int q = 0; q < rows.length; q++) {
      rows[q] =
          new double[] {
            7 + 3 * random.nextGaussian(), random.nextGaussian(), 4, 10 * random.nextGaussian()
          };
    }
    return new InputUnits.Read(rows, 3, noise);
  }

  @Test
  void shouldTellWhatWasRecalledInOneUnitAndLessOfWhatIsNoise() {
    InputUnits own = InputUnits.own(read(0.5));
    assertThat(own.centre()[0]).isCloseTo(7, within(0.2));
    assertThat(own.spread()[1]).isCloseTo(1, within(0.05));
    InputUnits shared = InputUnits.shared(read(0));
    assertThat(shared.spread()[1]).isEqualTo(own.spread()[0]);
    assertThat(shared.spread()[2]).isEqualTo(1); // a constant has no spread to share
    assertThat(shared.spread()[3]).isEqualTo(own.spread()[3]);
    InputUnits noisy = InputUnits.shared(read(0.5));
    assertThat(noisy.spread()[1]).isCloseTo(2 * own.spread()[0], within(0.3));
    assertThat(InputUnits.shared(read(5)).spread()[1])
        .isCloseTo(20 * own.spread()[0], within(1e-9));
  }

  /** What serves has no units: folding them into the weights changes no loss. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldFoldIntoTheWeights(boolean readsTag) {
    ReadOutShape shape = new ReadOutShape(readsTag, List.of(6, 5));
    double[] ones = {1, 1};
    Network plain = Network.start(SCHEMA, 2, shape, 2, 3, new double[2], ones);
    int inputs = plain.weights().mlp().inputs();
    Random random = new Random(2);
    double[] centre = random.doubles(inputs, -1, 1).toArray();
    double[] spread = random.doubles(inputs, 0.1, 3).toArray();
    Network learned = plain.in(new InputUnits(centre, spread));
    Network served = learned.folded();
    List<Atom> atoms = Streams.mixture(50, 5, 4, 3, 12);
    ExactMeasure nu = new ExactMeasure(SCHEMA.shape());
    atoms.forEach(nu::add);
    float[] u = {0.4f, -1.2f};
    double expected = learned.loss(nu, atoms.get(3).tag(), u, u);
    assertThat(served.units()).isNull();
    assertThat(served.loss(nu, atoms.get(3).tag(), u, u)).isCloseTo(expected, within(1e-12));
    assertThat(plain.loss(nu, atoms.get(3).tag(), u, u)).isNotCloseTo(expected, within(1e-3));
    RecallModel written = new RecallModel(served, TrainingRecord.NONE);
    RecallModel read = RecallModel.fromBytes(written.toBytes());
    assertThat(read.loss(nu, atoms.get(3).tag(), u, u))
        .isEqualTo(written.loss(nu, atoms.get(3).tag(), u, u));
    assertThat(read.network().weights().mlp().layers()).isEqualTo(2);
  }
}
