package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.model.RecallModel;

class TrainEvaluateReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void shouldTrainEvaluateAndReplayNumbers() throws IOException {
    Path model = trained(false);
    JsonNode exact = evaluated(model, false, "--exact");
    assertThat(exact.get("queries").toString()).isEqualTo("80");
    assertThat(exact.get("exact").asBoolean()).isTrue();
    assertThat(exact.has("accuracy")).isFalse();
    // The contents' deviation, what a memory's mean would miss by, is .58.
    assertThat(exact.get("rmse").asDouble()).isLessThan(0.2);
    JsonNode sketch = evaluated(model, false, "--sketch-bytes", "1024");
    assertThat(sketch.get("sketchBytes").asInt()).isEqualTo(1024);
    assertThat(sketch.get("rmse").asDouble()).isLessThan(0.3);
    List<JsonNode> predictions = replayed(model, false);
    assertThat(predictions).hasSize(20).allMatch(p -> p.get("value").size() == 1);
  }

  @Test
  void shouldTrainEvaluateAndReplayCategories() throws IOException {
    Path model = trained(true);
    JsonNode result = evaluated(model, true, "--exact");
    assertThat(result.has("rmse")).isFalse();
    assertThat(result.get("accuracy").asDouble()).isGreaterThan(0.95);
    for (JsonNode prediction : replayed(model, true)) {
      double sum = 0;
      for (JsonNode probability : prediction.get("value")) {
        sum += probability.asDouble();
      }
      boolean empty = prediction.get("status").asText().equals("empty-context");
      assertThat(sum).isBetween(empty ? 0 : 0.999, 1.001);
    }
  }

  @Test
  void shouldTrainTheSameModelFromTheSameSeed() throws IOException {
    Path first = trained(false);
    byte[] bytes = Files.readAllBytes(first);
    Files.delete(first);
    assertThat(Files.readAllBytes(trained(false))).isEqualTo(bytes);
  }

  @Test
  void shouldTakeEpisodesFromADirectory() throws IOException {
    Path episodes = Files.createDirectory(folder.resolve("episodes"));
    Files.writeString(episodes.resolve("a.jsonl"), new Stories(1, false).episodes(7));
    Files.writeString(episodes.resolve("b.jsonl"), "\n" + new Stories(2, false).episodes(4));
    Files.writeString(episodes.resolve("notes.txt"), "no episodes");
    Invocation call =
        Invocation.of(
            "train",
            "--episodes",
            episodes,
            "--schema",
            schema(false),
            "--out",
            folder.resolve("model"),
            "--steps",
            2);
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(JSON.readTree(call.out()).get("episodes").asInt()).isEqualTo(11);
  }

  /** Answers that have nothing to do with what was said. */
  @Test
  void shouldSayThatNothingWasLearned() throws IOException {
    Random random = new Random(3);
    String episodes =
        Pattern.compile("\"target\":\\[[^]]*]")
            .matcher(new Stories(1, false).episodes(20))
            .replaceAll(found -> "\"target\":[" + random.nextGaussian() + "]");
    Invocation call =
        Invocation.of(
            "train",
            "--episodes",
            written("train.jsonl", episodes),
            "--schema",
            schema(false),
            "--out",
            folder.resolve("model"),
            "--steps",
            40);
    assertThat(call.status()).as(call.err()).isZero();
    List<String> said = call.err().lines().toList();
    assertThat(said.get(said.size() - 1))
        .startsWith("nothing was learned: on 4 held-out contexts (32 queries) the model explains ")
        .contains("; trained alike, linear attention has R2 ")
        .endsWith("likely too few contexts: 16 with 128 queries taught; write more");
    assertThat(JSON.readTree(call.out()).get("learned").asBoolean()).isFalse();
  }

  private Path trained(boolean slots) throws IOException {
    Path model = folder.resolve("model.safetensors");
    Invocation call =
        Invocation.of(
            "train",
            "--episodes",
            written("train.jsonl", new Stories(1, slots).episodes(20)),
            "--schema",
            schema(slots),
            "--out",
            model,
            "--seed",
            7,
            "--steps",
            60);
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.err()).contains("training").contains("loss");
    List<String> said = call.err().lines().toList();
    assertThat(said.get(said.size() - 1))
        .startsWith("learned: on 4 held-out contexts (32 queries) the model ")
        .contains("; trained alike, ", "mean pooling");
    JsonNode line = JSON.readTree(call.out());
    assertThat(line.get("model").asText()).isEqualTo(model.toString());
    assertThat(line.get("id").asText()).isEqualTo(RecallModel.load(model).id());
    assertThat(line.get("steps").asInt()).isEqualTo(60);
    assertThat(line.get("reproducible").asBoolean()).isTrue();
    assertThat(line.get("learned").asBoolean()).isTrue();
    double worth = line.get(slots ? "accuracy" : "r2").asDouble();
    assertThat(worth).isGreaterThan(line.get("mean").asDouble() + 0.2);
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("train.jsonl", "schema.json", "model.safetensors");
    }
    return model;
  }

  private JsonNode evaluated(Path model, boolean slots, String... memory) throws IOException {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "evaluate",
                "--model",
                model,
                "--episodes",
                written("test.jsonl", new Stories(2, slots).episodes(10))));
    args.addAll(List.of(memory));
    Invocation call = Invocation.of(args.toArray());
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.err()).isEmpty();
    return JSON.readTree(call.out());
  }

  private List<JsonNode> replayed(Path model, boolean slots) throws IOException {
    Stories stories = new Stories(3, slots);
    Path tokens = written("tokens.jsonl", stories.tokens(5));
    Path queries = written("queries.jsonl", stories.queries(5));
    Invocation call =
        Invocation.of("replay", "--model", model, "--tokens", tokens, "--queries", queries);
    assertThat(call.status()).as(call.err()).isZero();
    List<JsonNode> predictions = new ArrayList<>();
    for (String line : call.out().lines().toList()) {
      predictions.add(JSON.readTree(line));
    }
    return predictions;
  }

  private Path schema(boolean slots) throws IOException {
    return written("schema.json", slots ? Stories.SLOTS : Stories.NUMBERS);
  }

  private Path written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
