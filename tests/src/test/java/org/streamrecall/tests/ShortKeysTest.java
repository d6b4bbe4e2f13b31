package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.label.LabelledScores;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.EventTraining;
import org.streamrecall.training.Progress;
import org.streamrecall.training.TrainingOptions;
import org.streamrecall.training.UsualFeatures;

/** Thousands of keys of six or seven events: what is said of the first ones must hold. */
class ShortKeysTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int BYTES = 16_384;
  private static final double DEVIATION = 5; // within a key
  private static final List<List<Event>> KEYS = new ArrayList<>();
  private static EventSchema schema;

  @BeforeAll
  static void read() throws IOException {
    Map<String, List<Event>> keys = new LinkedHashMap<>();
    List<Long> times = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    ShortKeysTest.class.getResourceAsStream("/cases/short_keys.jsonl.gz")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode event = JSON.readTree(line);
        String key = event.get("key").asText();
        double[] numbers = {event.get("v").asDouble()};
        times.add(event.get("at").asLong());
        keys.computeIfAbsent(key, k -> new ArrayList<>())
            .add(new Event(key, event.get("at").asLong(), numbers, new String[0], null));
      }
    }
    KEYS.addAll(keys.values());
    schema =
        UsualFeatures.of("key", "at", EventSchema.readPredict("v"), List.of(), List.of(), times);
  }

  /** What every second key teaches. */
  private static RecallModel trained() {
    List<Event> taught = new ArrayList<>();
    for (int k = 0; k < KEYS.size(); k += 2) {
      taught.addAll(KEYS.get(k));
    }
    TrainingOptions options = TrainingOptions.forEvents().withSketchBytes(BYTES);
    return new EventTraining(schema, taught).fit(options, Progress.NONE).model();
  }

  /** By the place of an event in its key: of the judged ones, how many are said to be how rare. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldHoldAtEveryEvent(boolean isTrained) {
    EventMemory memory =
        new EventMemory(isTrained ? trained() : schema.untrained(), BYTES, false, Decay.NONE);
    int[] judged = new int[7];
    int[] held = new int[7];
    int[][] above = new int[3][7];
    double[] levels = {0.95, 0.99, 0.999};
    for (int k = 1; k < KEYS.size(); k += 2) {
      memory.forget();
      for (int i = 0; i < KEYS.get(k).size(); i++) {
        Event event = KEYS.get(k).get(i);
        Judgement judgement = memory.tell(event);
        if (i > 0) {
          double[] interval = judgement.answer().interval()[0];
          judged[i]++;
          held[i] += interval[0] <= v(event) && v(event) <= interval[1] ? 1 : 0;
          for (int l = 0; l < levels.length; l++) {
            above[l][i] += judgement.surprise() > levels[l] ? 1 : 0;
          }
        }
      }
    }
    for (int i = 1; i < judged.length; i++) {
      for (int l = 0; l < levels.length; l++) {
        double p = 1 - levels[l];
        double most = p + 2 * Math.sqrt(p * (1 - p) / judged[i]);
        assertThat((double) above[l][i] / judged[i])
            .as("event %d", i + 1)
            .isLessThanOrEqualTo(most);
      }
      if (i > 1) {
        assertThat((double) held[i] / judged[i]).as("event %d", i + 1).isBetween(0.86, 0.94);
      }
    }
  }

  private static double v(Event event) {
    return event.numbers()[0];
  }

  /** Six deviations at the third to sixth event, where half of the keys have taught. */
  @Test
  void shouldFindWhatIsFarOffEvenInShortKeys() {
    EventMemory memory = new EventMemory(trained(), BYTES, false, Decay.NONE);
    Random random = new Random(1);
    LabelledScores auc = new LabelledScores();
    for (int k = 1; k < KEYS.size(); k += 2) {
      memory.forget();
      int at = 2 + random.nextInt(4);
      for (int i = 0; i <= at; i++) {
        Event event = KEYS.get(k).get(i);
        boolean odd = i == at && random.nextBoolean();
        double[] numbers = {v(event) + (odd ? (k % 4 - 2) * 6 * DEVIATION : 0)};
        Judgement judgement =
            memory.tell(new Event(event.key(), event.time(), numbers, new String[0], null));
        if (i >= 2) {
          auc.add(judgement.surprise(), odd);
        }
      }
    }
    assertThat(auc.auc()).isGreaterThanOrEqualTo(0.97);
  }
}
