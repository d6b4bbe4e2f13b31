package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.streamrecall.model.Fields;
import org.streamrecall.model.FieldsJson;

/** What training says of itself on held-out contexts, and why where it has learned nothing. */
class WorthTest {
  private static final Fields LEVELS = FieldsJson.parse("{\"tag\":8,\"content\":1}");
  private static final Fields SLOTS =
      FieldsJson.parse(
          "{\"tag\":8,\"content\":4,\"kind\":\"classification\",\"unit\":\"normalise\"}");
  private static final TrainingOptions SHORT = TrainingOptions.defaults().withSteps(60).comparing();

  private static Worth worth(Fields fields, List<Episode> episodes) {
    return Training.fit(fields, episodes, SHORT, Progress.NONE).worth();
  }

  @Test
  void shouldHoldWhatWasLearnedAgainstBaselines() {
    Worth worth = worth(LEVELS, RecallTasks.levels(60, 1));
    assertThat(worth.cause()).isEqualTo(Worth.Cause.NONE);
    assertThat(worth.contexts()).isEqualTo(12);
    assertThat(worth.queries()).isEqualTo(12 * 8);
    assertThat(worth.learned()).isBetween(0.95, 1.0);
    assertThat(worth.blind()).isZero();
    assertThat(worth.frozen()).isBetween(0.8, worth.learned() + 0.01);
    assertThat(worth.linear()).isBetween(0.3, worth.learned());
    assertThat(worth.mean()).isLessThan(0.5);
  }

  @Test
  void shouldCountCategoriesThatAreNamedRightly() {
    Worth worth = worth(SLOTS, RecallTasks.slots(40, 3));
    assertThat(worth.isLearned()).isTrue();
    assertThat(worth.learned()).isGreaterThan(0.95);
    assertThat(worth.mean()).isLessThan(0.5);
    assertThat(worth.blind()).isLessThan(0.5);
    assertThat(worth.linear()).isNaN();
  }

  /** Queries stand with another context's tokens: nothing like them was ever said. */
  @Test
  void shouldSayThatNothingIsRecalled() {
    List<Episode> right = RecallTasks.levels(150, 5);
    List<Episode> wrong = new ArrayList<>();
    for (int e = 0; e < right.size(); e++) {
      Episode other = right.get((e + 7) % right.size());
      wrong.add(new Episode("c" + e, right.get(e).tokens(), null, other.queries()));
    }
    Worth worth = worth(LEVELS, wrong);
    assertThat(worth.cause()).isEqualTo(Worth.Cause.NO_RECALL);
    assertThat(worth.learned()).isLessThan(0.05);
  }

  /** Labels are drawn from a hat: with many contexts it is they, with few nobody can tell. */
  @Test
  void shouldSayThatLabelsAreNoiseOrContextsTooFew() {
    assertThat(worth(LEVELS, withoutSense(150)).cause()).isEqualTo(Worth.Cause.NOISY_LABELS);
    assertThat(worth(LEVELS, withoutSense(30)).cause()).isEqualTo(Worth.Cause.FEW_CONTEXTS);
  }

  private static List<Episode> withoutSense(int contexts) {
    Random random = new Random(9);
    List<Episode> episodes = new ArrayList<>();
    for (Episode episode : RecallTasks.levels(contexts, 6)) {
      List<Labelled> queries =
          episode.queries().stream()
              .map(q -> new Labelled(q.query(), new float[] {(float) random.nextGaussian()}))
              .toList();
      episodes.add(new Episode(episode.name(), episode.tokens(), null, queries));
    }
    return episodes;
  }
}
