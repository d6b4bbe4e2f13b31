package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.json.LabelledJson;
import org.streamrecall.model.Fields;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.training.Episode;
import org.streamrecall.training.PointInTime;

/**
 * Training shows a query what {@code replay} would: the same number of tokens, of the same files.
 */
class PointInTimeReplayTest {
  private static final int CONTEXTS = 4;

  @TempDir private Path folder;

  @Test
  void shouldSeeWhatReplayTellsBeforeTheQuery() throws IOException {
    Fields fields = FieldsJson.parse(Stories.NUMBERS);
    Random random = new Random(11);
    StringBuilder told = new StringBuilder();
    StringBuilder asked = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      String body =
          random.nextInt(15) == 0 ? "\"type\":\"forget\"" : "\"tag\":[1,0],\"content\":[1]";
      told.append("{\"context\":\"c%d\",%s%s}\n".formatted(context(random), body, time(random)));
      asked.append(
          "{\"id\":\"%d\",\"context\":\"c%d\",\"tag\":[1,0],\"target\":[1]%s}\n"
              .formatted(i, context(random), time(random)));
    }
    Map<String, Integer> replayed = replayed(told.toString(), asked.toString(), fields);
    PointInTime moments = new PointInTime();
    LabelledJson json = new LabelledJson(fields);
    told.toString().lines().forEach(line -> json.tell(utf8(line), moments));
    asked.toString().lines().forEach(line -> json.ask(utf8(line), moments));
    Map<String, Integer> seen = new HashMap<>();
    for (Episode episode : moments.episodes(Integer.MAX_VALUE)) {
      for (int q = 0; q < episode.queries().size(); q++) {
        seen.put(episode.queries().get(q).query().id(), episode.pasts().get(q));
      }
    }
    replayed.values().removeIf(tokens -> tokens == 0);
    assertThat(seen).isEqualTo(replayed).hasSizeGreaterThan(200);
    assertThat(seen.values().stream().distinct().count()).isGreaterThan(8);
  }

  private static int context(Random random) {
    return random.nextInt(CONTEXTS);
  }

  private static String time(Random random) {
    return random.nextInt(10) == 0 ? "" : ",\"time\":" + random.nextInt(60);
  }

  private static byte[] utf8(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /** By query, the tokens that its context had. */
  private Map<String, Integer> replayed(String told, String asked, Fields fields)
      throws IOException {
    Path model = folder.resolve("model");
    Files.write(model, RecallModel.untrained(Schema.of(fields)).toBytes());
    Invocation call =
        Invocation.of(
            "replay",
            "--model",
            model,
            "--tokens",
            Files.writeString(folder.resolve("tokens"), told),
            "--queries",
            Files.writeString(folder.resolve("queries"), asked));
    assertThat(call.status()).as(call.err()).isZero();
    Map<String, Integer> tokens = new HashMap<>();
    for (String line : call.out().lines().toList()) {
      JsonNode prediction = new ObjectMapper().readTree(line);
      tokens.put(prediction.get("id").asText(), prediction.get("tokens").asInt());
    }
    return tokens;
  }
}
