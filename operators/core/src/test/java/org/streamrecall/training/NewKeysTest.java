package org.streamrecall.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Answer;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Status;
import org.streamrecall.model.TrainingRecord;

/** What training has measured on some keys holds for the first events of others. */
class NewKeysTest {
  private static final EventSchema SCHEMA =
      EventSchema.of("k", null, "a, category(x)", "y", "none");
  private static final int YOUNG = 50;

  /** Modes with levels and slopes of each key's own; noise of three kinds. */
  private static List<Event> events(String noise, int keys, int each, long seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      double[] level = random.doubles(5, -4, 4).toArray();
      double[] slope = random.doubles(5, -2, 2).toArray();
      for (int i = 0; i < each; i++) {
        int x = random.nextInt(5);
        double a = random.nextGaussian();
        double n = random.nextGaussian();
        double off =
            switch (noise) {
              case "even" -> 0.3 * n;
              case "growing" -> 0.4 * Math.exp(a) * n;
              default -> random.nextInt(12) == 0 ? 4 * n : 0.2 * n;
            };
        double y = level[x] + slope[x] * a + off;
        events.add(new Event("k" + key, i, new double[] {a, y}, new String[] {"x" + x}, null));
      }
    }
    return events;
  }

  /** Share of the first answers whose interval held what came. */
  private static double covered(RecallModel model, List<Event> events) {
    EventMemory memory = new EventMemory(model, 16_384, false, Decay.NONE);
    int held = 0;
    int answered = 0;
    for (Event event : events) {
      if (event.time() == 0) {
        memory.forget();
      }
      Answer answer = memory.tell(event).answer();
      if (answer.status() == Status.OK) {
        double[] bounds = answer.interval()[0];
        double y = event.numbers()[1];
        held += y >= bounds[0] && y <= bounds[1] ? 1 : 0;
        answered++;
      }
    }
    return (double) held / answered;
  }

  @ParameterizedTest
  @ValueSource(strings = {"even", "growing", "spikes"})
  void shouldCoverTheFirstEventsOfNewKeysAsStated(String noise) {
    TrainingOptions options = TrainingOptions.forEvents().withSteps(60);
    EventTraining training = new EventTraining(SCHEMA, events(noise, 20, 200, 1));
    RecallModel model = training.fit(options, Progress.NONE).model();
    List<Event> unseen = events(noise, 100, YOUNG, 2);
    double with = covered(model, unseen);
    double without = covered(model.with(TrainingRecord.NONE, null), unseen);
    assertThat(with).as("without %s", without).isBetween(0.88, 0.92);
    assertThat(without).as("with %s", with).isBetween(0.88, 0.92);
  }
}
