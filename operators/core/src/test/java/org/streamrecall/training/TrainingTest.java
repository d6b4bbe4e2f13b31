package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.model.Fields;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.TagMap;
import org.streamrecall.model.Token;

class TrainingTest {
  private static final Fields LEVELS = FieldsJson.parse("{\"tag\":8,\"content\":1}");
  private static final Fields SLOTS =
      FieldsJson.parse(
          "{\"tag\":8,\"content\":4,\"kind\":\"classification\",\"unit\":\"normalise\"}");
  private static final TrainingOptions SHORT =
      TrainingOptions.defaults().withSteps(120).withTimeLimit(Duration.ofMinutes(5));

  @Test
  void shouldLearnToRecallAndPredictOnUnseenContexts() {
    TrainingResult result = Training.fit(LEVELS, RecallTasks.levels(60, 1), SHORT, Progress.NONE);
    Evaluation trained = Evaluation.of(result.model(), RecallTasks.levels(30, 2), 0);
    RecallModel start = RecallModel.untrained(Schema.of(LEVELS));
    Evaluation untrained = Evaluation.of(start, RecallTasks.levels(30, 2), 0);
    // levels have deviation 3 and token noise .3; a mean over the context leaves about 2.6
    assertThat(trained.rmse()).isLessThan(0.5);
    assertThat(trained.rmse()).isLessThan(0.7 * untrained.rmse());
    assertThat(result.hitTimeLimit()).isFalse();
  }

  /** Tags' lengths mean nothing here, and long ones drown the others unless all are made alike. */
  @Test
  void shouldChooseTheUnitOfTagsOnHeldOutContexts() {
    List<Episode> episodes = RecallTasks.lengths(60, 1);
    List<Episode> tests = RecallTasks.lengths(30, 2);
    TrainingResult asTheyCome = Training.fit(LEVELS, episodes, SHORT, Progress.NONE);
    TrainingResult chosen = Training.fit(LEVELS, episodes, SHORT.choosingUnit(), Progress.NONE);
    assertThat(chosen.model().schema().fields().unit()).isEqualTo(TagMap.Unit.NORMALISE);
    assertThat(Evaluation.of(chosen.model(), tests, 0).rmse())
        .isLessThan(0.5 * Evaluation.of(asTheyCome.model(), tests, 0).rmse());
    TrainingResult kept =
        Training.fit(LEVELS, RecallTasks.levels(60, 1), SHORT.choosingUnit(), Progress.NONE);
    assertThat(kept.steps()).isPositive();
  }

  @Test
  void shouldLearnThroughTheSketchThatWillBeServed() {
    TrainingResult result =
        Training.fit(SLOTS, RecallTasks.slots(40, 3), SHORT.withSketchBytes(4096), Progress.NONE);
    assertThat(Evaluation.of(result.model(), RecallTasks.slots(20, 4), 4096).accuracy())
        .isGreaterThan(0.97);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldGiveTheSameModelForTheSameSeedOnAnyNumberOfThreads(boolean slots) throws Exception {
    List<Episode> episodes = slots ? RecallTasks.slots(12, 5) : RecallTasks.levels(40, 5);
    Fields fields = slots ? SLOTS : LEVELS;
    TrainingOptions few = SHORT.withSteps(15);
    String one = Training.fit(fields, episodes, few, Progress.NONE).model().id();
    for (int threads : new int[] {1, 3}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        String again =
            pool.submit(() -> Training.fit(fields, episodes, few, Progress.NONE).model().id())
                .get();
        assertThat(again).isEqualTo(one);
      } finally {
        pool.shutdown();
      }
    }
    String other = Training.fit(fields, episodes, few.withSeed(9), Progress.NONE).model().id();
    assertThat(other).isNotEqualTo(one);
  }

  @Test
  void shouldSayThatATimeLimitCutItShort() {
    TrainingResult result =
        Training.fit(
            SLOTS,
            RecallTasks.slots(12, 6),
            SHORT.withTimeLimit(Duration.ofMillis(1)),
            Progress.NONE);
    assertThat(result.hitTimeLimit()).isTrue();
    assertThat(result.steps()).isEqualTo(1);
    assertThat(result.validationLoss()).isFinite();
  }

  @Test
  void shouldSayThatADiscriminantMapOfNumbersNeedsClasses() {
    Fields fields = FieldsJson.parse("{\"tag\":8,\"content\":1,\"tagMap\":\"discriminant\"}");
    assertThatThrownBy(() -> Training.fit(fields, RecallTasks.levels(3, 1), SHORT, Progress.NONE))
        .hasMessageContaining("has no classes")
        .hasMessageContaining("give tokens a class, or set tagMap to identity");
  }

  @Test
  void shouldNotHoldOutClassesWhereThereAreTooFew() {
    List<Episode> two = new ArrayList<>();
    for (Episode episode : RecallTasks.slots(2, 8)) {
      float[] slot = {0};
      two.add(
          new Episode(
              episode.name(),
              episode.tokens().stream().map(t -> Token.of("c", t.tag(), slot, t.time())).toList(),
              null,
              episode.queries().stream().map(q -> new Labelled(q.query(), slot)).toList()));
    }
    Fields fields =
        FieldsJson.parse(
            "{\"tag\":8,\"content\":4,\"kind\":\"classification\",\"tagMap\":\"discriminant\"}");
    assertThat(Training.fit(fields, two, SHORT.withSteps(2), Progress.NONE).steps()).isEqualTo(2);
  }

  @Test
  void shouldRefuseEpisodesThatDoNotFitNamingThem() {
    List<Episode> episodes = new ArrayList<>(RecallTasks.slots(3, 7));
    Fields wider = FieldsJson.parse("{\"tag\":9,\"content\":4,\"kind\":\"classification\"}");
    assertThatThrownBy(() -> Training.fit(wider, episodes, SHORT, Progress.NONE))
        .hasMessageContaining("episode c0: token 0: tag has 8 numbers, the schema says 9");
    assertThatThrownBy(() -> Training.fit(SLOTS, episodes.subList(0, 1), SHORT, Progress.NONE))
        .hasMessageContaining("at least 2 episodes");
    Fields fewer = FieldsJson.parse("{\"tag\":8,\"content\":2,\"kind\":\"classification\"}");
    assertThatThrownBy(() -> Training.fit(fewer, episodes, SHORT, Progress.NONE))
        .hasMessageContaining("is not a slot; with content=2 in the schema");
  }

  /** Whichever thread finds it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 17, 63, 64, 99})
  void shouldNameTheOneEpisodeThatDoesNotFit(int bad) {
    List<Episode> episodes = new ArrayList<>(RecallTasks.levels(100, 9));
    Episode fits = episodes.get(bad);
    List<Token> tokens = new ArrayList<>(fits.tokens());
    Token token = tokens.get(0);
    tokens.set(0, new Token("c", token.tag(), token.content(), token.time(), 1e200, token.ref()));
    episodes.set(bad, new Episode("bad", tokens, null, fits.queries()));
    assertThatThrownBy(() -> Training.fit(LEVELS, episodes, SHORT.withSteps(1), Progress.NONE))
        .isExactlyInstanceOf(EpisodeFault.class)
        .hasMessage(
            "episode bad: weight=1.0E200 is outside 1e-100 to 1e100; use weights nearer to 1");
  }
}
