package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.events.score.Score;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;

class CategoryTrainingTest {
  private static final EventSchema SCHEMA =
      EventSchema.of("k", "at", "category(shop), hour(at)", "category(kind,8)", null);
  private static final TrainingOptions SHORT = TrainingOptions.forEvents().withSteps(20);

  /** One in ten is any of six kinds. */
  private static final double CEILING = 0.9 + 0.1 / 6;

  /** A kind follows from shop and time of day, for each key by a table of its own. */
  private static List<Event> events(int keys, int each, long seed, UnaryOperator<String> name) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    int[][] tables = new int[keys][];
    for (int key = 0; key < keys; key++) {
      tables[key] = random.ints(16, 0, 6).toArray();
    }
    for (int i = 0; i < each; i++) {
      for (int key = 0; key < keys; key++) {
        int shop = random.nextInt(4);
        int hour = random.nextInt(24);
        boolean odd = random.nextInt(10) == 0;
        int kind = odd ? random.nextInt(6) : tables[key][4 * shop + hour / 6];
        String[] texts = {"shop " + shop, name.apply("kind " + kind)};
        long at = 86_400_000L * i + 3_600_000L * hour;
        events.add(new Event("k" + key, at, new double[0], texts, null));
      }
    }
    return events;
  }

  private static List<Score.Line> scores(RecallModel model, List<Event> events) {
    List<EventMemory> memories = new ArrayList<>();
    for (RecallModel served : List.of(model, SCHEMA.untrained())) {
      memories.add(new EventMemory(served, SketchLayout.DEFAULT_BYTES, true, Decay.NONE));
    }
    Score score = new Score(SCHEMA, 0, List.of("trained", "untrained"));
    for (Event event : events) {
      List<Judgement> ours = memories.stream().map(memory -> memory.tell(event)).toList();
      score.add(event, ours, memories.get(0).tag(), true);
    }
    return score.tables().get(0).lines();
  }

  @Test
  void shouldForetellUnseenKeysAsWellAsTheyCanBe() {
    EventTraining training = new EventTraining(SCHEMA, events(12, 400, 1, name -> name));
    RecallModel model =
        training.fit(TrainingOptions.forEvents().withSteps(200), Progress.NONE).model();
    assertThat(model.schema().hash()).isEqualTo(SCHEMA.untrained().schema().hash());
    List<Score.Line> lines = scores(model, events(1, 600, 2, name -> name));
    Score.Line trained = lines.get(0);
    Score.Line untrained = lines.get(1);
    Score.Line frequent = lines.get(3);
    assertThat(frequent.name()).isEqualTo("shares so far");
    assertThat(trained.accuracy()).isGreaterThan(0.96 * CEILING);
    assertThat(trained.logLoss()).isLessThan(untrained.logLoss());
    assertThat(untrained.accuracy()).isGreaterThan(0.95 * CEILING);
    assertThat(untrained.accuracy()).isGreaterThan(frequent.accuracy() + 0.2);
    assertThat(untrained.logLoss()).isLessThan(0.8 * frequent.logLoss());
  }

  /** A slot is a place in the order of arrival: other names, the same model. */
  @Test
  void shouldNotLookAtNames() {
    List<Event> events = events(6, 140, 3, name -> name);
    List<Event> renamed = events(6, 140, 3, name -> "z" + name.hashCode());
    String id = new EventTraining(SCHEMA, events).fit(SHORT, Progress.NONE).model().id();
    assertThat(new EventTraining(SCHEMA, renamed).fit(SHORT, Progress.NONE).model().id())
        .isEqualTo(id);
  }
}
