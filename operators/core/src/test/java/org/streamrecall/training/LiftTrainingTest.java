package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.streamrecall.model.Fields;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Network;
import org.streamrecall.model.Query;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;
import org.streamrecall.model.Weights;

/** A prediction may depend on the density of what is recalled, not only on its mean. */
class LiftTrainingTest {
  private static final TrainingOptions SHORT =
      TrainingOptions.defaults().withSteps(80).withHeads(1).withTimeLimit(Duration.ofHours(1));

  private static Fields fields(String lift) {
    return FieldsJson.parse("{\"tag\":2,\"content\":1" + lift + "}");
  }

  private static TrainingResult fit(String lift, TrainingOptions options) {
    return Training.fit(
        fields(lift),
        SpreadTasks.make(80, 1)::forEach,
        SpreadTasks.make(40, 2)::forEach,
        options.comparing(),
        Progress.NONE);
  }

  @Test
  void shouldLearnNothingOfASpreadWithoutALift() {
    assertThat(fit("", SHORT).worth().learned()).isLessThan(0.05);
  }

  @ParameterizedTest
  @CsvSource({"cosine, 0", "concat, 0", "cosine, 4096"})
  void shouldLearnASpreadThatNoMeanTells(String lift, int sketchBytes) {
    TrainingResult result =
        fit(",\"lift\":\"" + lift + "\",\"dims\":4", SHORT.withSketchBytes(sketchBytes));
    assertThat(result.worth().learned()).isGreaterThan(0.9);
    assertThat(result.worth().mean()).isLessThan(0.6);
  }

  /** The second cosine is the first that tells a spread about the middle. */
  @Test
  void shouldChooseAsManyFeaturesAsPayOff() {
    TrainingResult result = fit(",\"lift\":\"cosine\",\"maxDims\":12", SHORT);
    int dims = result.model().schema().fields().lift().dims();
    assertThat(dims).isBetween(2, 6);
    assertThat(result.model().schema().shape().contentDims()).isEqualTo(dims);
    assertThat(result.worth().learned()).isGreaterThan(0.9);
  }

  @Test
  void shouldChooseTheSameAgain() {
    TrainingOptions few = SHORT.withSteps(20);
    String lift = ",\"lift\":\"concat\",\"maxDims\":3";
    assertThat(fit(lift, few).model().id()).isEqualTo(fit(lift, few).model().id());
  }

  @Test
  void shouldChooseTheFirstModelWithinOneStandardErrorOfTheBest() {
    double[] worse = {1.3, 1.7, 1.3, 1.7}; // 1.5
    double[] close = {1.1, 1.1, 1.1, 1.1}; // 1.1
    double[] best = {0.8, 1.2, 0.8, 1.2}; // 1.0 +- 0.115
    assertThat(DimsChoice.fewest(List.of(worse, close, best))).isEqualTo(1);
    assertThat(DimsChoice.fewest(List.of(worse, best, close))).isEqualTo(1);
    double[] sure = {1, 1, 1, 1};
    assertThat(DimsChoice.fewest(List.of(worse, close, sure))).isEqualTo(2);
    assertThat(DimsChoice.fewest(List.of(sure))).isZero();
  }

  /** What is chosen by is what a memory of so many features would have given. */
  @Test
  void shouldReadOfMoreFeaturesWhatAMemoryOfFewerGives() {
    Fields most = fields(",\"lift\":\"concat\",\"dims\":9,\"readOut\":\"regress\"");
    List<Episode> episodes = SpreadTasks.make(8, 3);
    Schema schema = SchemaFit.fit(most, episodes, 2);
    Schema part = schema.first(3);
    Network network = Network.start(part, 2, 6, 2, 1, new double[] {0.1}, new double[] {0.2});
    Weights wide = network.weights().zeros();
    Weights narrow = network.weights().zeros();
    for (Episode episode : episodes) {
      Example all = Example.of(episode, schema, 0);
      Example own = Example.of(episode, part, 0);
      double loss =
          network.addGradient(
              all.nu(0), all.tags().get(0), all.inputs().get(0), all.targets().get(0), wide);
      double expected =
          network.addGradient(
              own.nu(0), own.tags().get(0), own.inputs().get(0), own.targets().get(0), narrow);
      assertThat(loss).isEqualTo(expected);
    }
    assertThat(wide.values()).isEqualTo(narrow.values());
  }

  @Test
  void shouldTakeTheRangeOfTheTokensUnlessItIsSaid() {
    List<Episode> episodes = SpreadTasks.make(20, 5);
    float least = Float.POSITIVE_INFINITY;
    for (Episode episode : episodes) {
      for (Token token : episode.tokens()) {
        least = Math.min(least, token.content()[0]);
      }
    }
    Schema fitted = SchemaFit.fit(fields(",\"lift\":\"cosine\",\"dims\":1"), episodes, 2);
    float root = (float) Math.sqrt(2);
    assertThat(fitted.lift().apply(new float[] {least})[0]).isEqualTo(root);
    assertThat(fitted.lift().apply(new float[] {least + 0.1f})[0]).isLessThan(root);
    String said = ",\"lift\":\"cosine\",\"dims\":1,\"range\":[[0,14]]";
    Schema given = SchemaFit.fit(fields(said), episodes, 2);
    assertThat(given.lift().apply(new float[] {0})[0]).isEqualTo(root);
    assertThat(Math.abs(given.lift().apply(new float[] {7})[0])).isLessThan(1e-6f);
  }

  @Test
  void shouldRefuseToLiftWhatNeverVaries() {
    Token token = Token.of("c", new float[] {1, 2}, new float[] {5}, 0);
    Labelled asked = new Labelled(Query.of("q", "c", new float[] {1, 2}, 1), new float[] {5});
    Episode episode = new Episode("c", List.of(token, token), null, List.of(asked));
    assertThatThrownBy(() -> SchemaFit.fit(fields(",\"lift\":\"cosine\""), List.of(episode), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("content[0]=5.0 in every token")
        .hasMessageContaining("leave it out of content");
  }
}
