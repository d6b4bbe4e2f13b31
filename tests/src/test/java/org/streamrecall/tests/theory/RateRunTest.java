package org.streamrecall.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Lift;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;
import org.streamrecall.training.Episode;
import org.streamrecall.training.TrainingOptions;

@Tag("computes")
class RateRunTest {
  /** Few steps, at a high rate. */
  private static final TrainingOptions HASTY =
      TrainingOptions.defaults()
          .withSteps(150)
          .withTimeLimit(Duration.ofMinutes(9))
          .withHeads(1)
          .withLearningRate(0.03);

  private static final String LIFT = "\"lift\":\"cosine\",\"dims\":";

  /** sum_{j>D} lambda_j^2 / sum_j lambda_j^2. */
  @Test
  void shouldKnowTheBiasOfATruncation() {
    int[] dims = {1, 2, 4, 6, 10};
    double[] expected = {0.517, 0.306, 0.129, 0.061, 0.015};
    for (int i = 0; i < dims.length; i++) {
      assertThat(new RateTask(0.5, 0).bias(dims[i])).isCloseTo(expected[i], Offset.offset(0.0006));
    }
    assertThat(new RateTask(1, 0).bias(1)).isCloseTo(0.135, Offset.offset(0.0006));
    assertThat(new RateTask(1, 0).bias(2)).isCloseTo(0.018, Offset.offset(0.0006));
  }

  /** The coefficients of a density are the means of its lifted contents, and tell the label. */
  @Test
  void shouldHoldInTheMeansOfItsTokensWhatIsAskedFor() {
    RateTask task = new RateTask(1, 0);
    Lift lift = Schema.of(FieldsJson.parse(RateTask.schema(LIFT + 16))).lift();
    double scale = 0;
    double variance = 0;
    for (int j = 1; j <= 16; j++) {
      scale += Math.exp(-j) * Math.sqrt(2) / 0.95;
      variance += Math.exp(-2 * j) * 4 / 45;
    }
    double spread = Math.sqrt(variance);
    double least = scale;
    List<Episode> episodes = new ArrayList<>();
    task.contexts(20, false, 3).forEach(episodes::add);
    for (Episode episode : episodes) {
      float[] asked = episode.queries().get(0).query().tag();
      double[] b = new double[16];
      double mass = 0;
      for (Token token : episode.tokens()) {
        if (token.tag()[0] == asked[0]) {
          float[] e = lift.apply(token.content());
          mass += token.weight();
          for (int j = 0; j < b.length; j++) {
            b[j] += token.weight() * e[j];
          }
        }
      }
      double sum = 0;
      for (int j = 0; j < 8; j++) { // floats tell no smaller ones
        double z = b[j] / mass * least / Math.exp(-(j + 1));
        assertThat(Math.abs(z)).isLessThan(1.001);
        sum += Math.exp(-(j + 1)) * (z * z - 1.0 / 3);
      }
      assertThat(episode.queries().get(0).target()[0] * spread)
          .isCloseTo((float) sum, Offset.offset(1e-3));
    }
  }

  /** The basis that tasks are drawn in is the one that contents are lifted to. */
  @Test
  void shouldLiftToTheBasisOfTheTask() {
    CosineBasis basis = new CosineBasis(2, 40);
    String schema =
        "{\"tag\":1,\"content\":2,\"lift\":\"cosine\",\"dims\":40,\"range\":[[0,1],[0,1]]}";
    Lift lift = Schema.of(FieldsJson.parse(schema)).lift();
    for (int i = 0; i < 100; i++) {
      float[] z = {i / 100f, (37 * i % 100) / 99f};
      double[] expected = basis.at(new double[] {z[0], z[1]});
      float[] lifted = lift.apply(z);
      for (int j = 0; j < expected.length; j++) {
        assertThat(lifted[j]).isCloseTo((float) expected[j], Offset.offset(1e-6f));
      }
    }
  }

  @Test
  void shouldMissOfFewFeaturesWhatTheFormulaSays() {
    RateRun run = new RateRun(256, HASTY);
    RateRun.Row one = run.of(1, 512, LIFT + 1, 1);
    assertThat(one.excessRisk()).isBetween(0.11, 0.16); // bias .135, of 256 tests
    RateRun.Row four = run.of(1, 512, LIFT + 4, 1); // bias .0003
    assertThat(four.dimension()).isEqualTo(4);
    assertThat(four.excessRisk()).isLessThan(0.04);
  }
}
