package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.training.EventTraining;

/** What is held out is scored, and nothing else. */
class HeldOutScoresTest {
  private static final EventSchema SCHEMA = EventSchema.of("k", "at", "u", "category(x)", null);

  private static HeldOutScores held(int events) {
    Random random = new Random(1);
    List<Event> all = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      double u = random.nextGaussian();
      String[] texts = {u > 0 ? "up" : "down"};
      all.add(new Event("one", 1000L * i, new double[] {u}, texts, null));
    }
    return new HeldOutScores(
        new EventTraining(SCHEMA, all), SCHEMA, all, SCHEMA.untrained(), 4096, null, null);
  }

  /** What was trained on is in no count of what is left out. */
  @Test
  void shouldGiveTheSameFiguresAsJson() throws IOException {
    HeldOutScores held = held(200);
    assertThat(held.json()).hasSize(1);
    JsonNode json = EventReplays.JSON.readTree(held.json().get(0));
    assertThat(json.get("scored").asText()).isEqualTo("held-out time");
    assertThat(json.get("outcomes").asLong()).isEqualTo(50);
    assertThat(json.at("/leftOut/first").asLong()).isZero();
    assertThat(json.at("/methods/1/method").asText()).isEqualTo("untrained default");
    String accuracy =
        String.format(Locale.ROOT, "%.1f %%", 100 * json.at("/methods/0/accuracy").asDouble());
    assertThat(held.lines())
        .anyMatch(line -> line.startsWith("StreamRecall ") && line.contains(accuracy))
        .contains("held-out time: 50 outcomes of 1 key");
  }
}
