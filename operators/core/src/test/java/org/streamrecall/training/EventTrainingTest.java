package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Status;

class EventTrainingTest {
  private static final EventSchema SCHEMA =
      EventSchema.of("k", "at", "signal,a,b,c,d,e", "y", null);

  /** What new keys start from soon counts for nothing. */
  private static final Percentage HARDLY = Percentage.withPercentage(0.5);

  /** A wave over one field, the same in every key; five others say nothing. */
  private static List<Event> events(int keys, int each, long seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (int key = 0; key < keys; key++) {
        double[] numbers = new double[7];
        for (int f = 0; f < 6; f++) {
          numbers[f] = random.nextGaussian();
        }
        numbers[6] = Math.sin(2.5 * numbers[0]) + 0.1 * random.nextGaussian();
        events.add(new Event("k" + key, 1000L * i, numbers, new String[0], null));
      }
    }
    return events;
  }

  private static double rmse(RecallModel model, List<Event> events) {
    EventMemory memory = new EventMemory(model, 65_536, false, Decay.NONE);
    double squares = 0;
    int scored = 0;
    for (Event event : events) {
      double[] value = memory.tell(event).answer().value();
      if (value.length > 0 && event.time() >= 100_000) {
        squares += Math.pow(value[0] - event.numbers()[6], 2);
        scored++;
      }
    }
    return Math.sqrt(squares / scored);
  }

  @Test
  void shouldLearnWhichFieldsMakeMomentsAlikeAndKeepTheSchema() {
    EventTraining training = new EventTraining(SCHEMA, events(10, 200, 1));
    TrainingResult result = training.fit(TrainingOptions.forEvents().withSteps(300), Progress.NONE);
    RecallModel untrained = SCHEMA.untrained();
    assertThat(result.hitTimeLimit()).isFalse();
    assertThat(result.model().schema().hash()).isEqualTo(untrained.schema().hash());
    List<Event> unseen = events(1, 300, 2);
    double before = rmse(untrained, unseen);
    assertThat(rmse(result.model(), unseen)).isLessThan(0.93 * before);
    RecallModel back = RecallModel.fromBytes(result.model().toBytes());
    assertThat(EventSchema.of(back)).isEqualTo(SCHEMA);
    assertThat(back.ridge()).isEqualTo(result.model().ridge());
    assertThat(back.metric()).isEqualTo(result.model().metric()).isNotEqualTo(untrained.metric());
  }

  /** Before a first step that is no gain the untrained weights stay, and it says so. */
  @Test
  void shouldKeepTheUntrainedWeightsWhereTrainingDoesNotPay() {
    List<Event> lines = new ArrayList<>();
    for (Event event : events(8, 160, 4)) {
      double[] numbers = event.numbers().clone();
      numbers[6] = 2 * numbers[0] - numbers[1];
      lines.add(new Event(event.key(), event.time(), numbers, new String[0], null));
    }
    TrainingOptions options = TrainingOptions.forEvents().withSteps(300);
    PaidTraining nothing =
        new EventTraining(SCHEMA, lines).fitIfItPays(options.withSteps(1), Progress.NONE);
    PaidTraining something =
        new EventTraining(SCHEMA, events(10, 200, 1)).fitIfItPays(options, Progress.NONE);
    RecallModel untrained = SCHEMA.untrained();
    List<Event> unseen = events(1, 300, 5);
    assertThat(nothing.paid()).isFalse();
    assertThat(nothing.result().model().metric()).isEqualTo(untrained.metric());
    assertThat(nothing.result().model().ridge()).isEqualTo(1);
    assertThat(rmse(nothing.result().model(), unseen)).isCloseTo(rmse(untrained, unseen), HARDLY);
    assertThat(something.paid()).isTrue();
    assertThat(rmse(something.result().model(), unseen)).isLessThan(rmse(untrained, unseen));
  }

  /** What time has cut short may have been another: the file must not promise more. */
  @Test
  void shouldSayThatTimeHasCutItShort() {
    EventTraining training = new EventTraining(SCHEMA, events(16, 120, 1)); // three validate
    TrainingOptions options = TrainingOptions.forEvents().withSteps(10);
    for (Duration limit : List.of(Duration.ofNanos(1), Duration.ofMinutes(5))) {
      TrainingResult result =
          training.fitIfItPays(options.withTimeLimit(limit), Progress.NONE).result();
      boolean cut = limit.toNanos() == 1;
      assertThat(result.hitTimeLimit()).isEqualTo(cut);
      assertThat(new String(result.model().toBytes(), StandardCharsets.ISO_8859_1))
          .contains("\"reproducible\":\"" + !cut + "\"");
      assertThat(result.model().newKeys()).isNotNull();
    }
  }

  @Test
  void shouldTrainTheSameModelTwice() {
    TrainingOptions options = TrainingOptions.forEvents().withSteps(20);
    String id =
        new EventTraining(SCHEMA, events(6, 140, 3)).fit(options, Progress.NONE).model().id();
    assertThat(
            new EventTraining(SCHEMA, events(6, 140, 3)).fit(options, Progress.NONE).model().id())
        .isEqualTo(id);
  }

  /** What is held out is held out: other values there give the same model. */
  @Test
  void shouldNotLookAtWhatIsHeldOut() {
    TrainingOptions options = TrainingOptions.forEvents().withSteps(20);
    List<Event> events = events(6, 140, 4);
    EventTraining training = new EventTraining(SCHEMA, events);
    String id = training.fit(options, Progress.NONE).model().id();
    assertThat(training.heldKeys()).hasSize(1);
    List<Event> other = new ArrayList<>();
    int changed = 0;
    for (Event event : events) {
      boolean held =
          training.heldKeys().contains(event.key())
              || !training.isTrained(event, (int) (event.time() / 1000));
      double[] numbers = event.numbers().clone();
      numbers[6] = held ? 100 : numbers[6];
      changed += held ? 1 : 0;
      other.add(new Event(event.key(), event.time(), numbers, event.texts(), null));
    }
    assertThat(changed).isBetween(250, 500);
    assertThat(new EventTraining(SCHEMA, other).fit(options, Progress.NONE).model().id())
        .isEqualTo(id);
  }

  @Test
  void shouldSayThatThereIsTooLittleToLearnFrom() {
    EventTraining training = new EventTraining(SCHEMA, events(3, 10, 5));
    assertThatThrownBy(() -> training.fit(TrainingOptions.forEvents(), Progress.NONE))
        .hasMessage(
            "no key has the 100 events or so that training needs, of 3 keys; use the untrained"
                + " default, which needs no model");
    assertThat(
            new EventMemory(SCHEMA.untrained(), 16_384, false, Decay.NONE)
                .tell(events(1, 1, 1).get(0))
                .answer()
                .status())
        .isEqualTo(Status.EMPTY_CONTEXT);
  }
}
