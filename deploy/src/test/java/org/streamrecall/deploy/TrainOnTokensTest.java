package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --tokens --queries}: the files of replay, with the answers. */
class TrainOnTokensTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path tokens;
  private Path queries;
  private Path model;

  @BeforeEach
  void name() throws IOException {
    tokens = folder.resolve("tokens.jsonl");
    queries = folder.resolve("queries.jsonl");
    model = folder.resolve("model.safetensors");
    Files.writeString(folder.resolve("schema.json"), Stories.NUMBERS);
  }

  private Invocation train(Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                "--tokens",
                tokens,
                "--queries",
                queries,
                "--schema",
                folder.resolve("schema.json"),
                "--out",
                model));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  private void write(Stories.Lines stories) throws IOException {
    Files.writeString(tokens, stories.tokens());
    Files.writeString(queries, stories.queries());
  }

  @Test
  void shouldLearnFromWhatEachQueryCouldSee() throws IOException {
    write(new Stories(1, false).changing(20));
    Invocation call = train("--steps", 60, "--seed", 7);
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.err()).doesNotContain("passed over");
    JsonNode line = JSON.readTree(call.out());
    assertThat(line.get("episodes").asInt()).isEqualTo(20);
    assertThat(line.get("reproducible").asBoolean()).isTrue();
    // Half the square of the targets' deviation; who sees later tokens too leaves .15.
    assertThat(line.get("validationLoss").asDouble()).isLessThan(0.01);
  }

  @Test
  void shouldWriteTheSameFileFromTheSameSeed() throws IOException {
    write(new Stories(2, false).changing(6));
    assertThat(train("--steps", 5).status()).isZero();
    byte[] bytes = Files.readAllBytes(model);
    assertThat(train("--steps", 5).status()).isZero();
    assertThat(Files.readAllBytes(model)).isEqualTo(bytes);
    assertThat(train("--steps", 5, "--seed", 2).status()).isZero();
    assertThat(Files.readAllBytes(model)).isNotEqualTo(bytes);
  }

  @Test
  void shouldTrainThroughTheMemoryThatIsServed() throws IOException {
    write(new Stories(3, false).changing(6));
    Invocation call = train("--steps", 5, "--sketch-bytes", 512);
    assertThat(call.status()).as(call.err()).isZero();
  }

  @Test
  void shouldTrainOnTexts() throws IOException {
    Files.writeString(
        folder.resolve("schema.json"),
        "{\"text\":\"name\",\"content\":2,\"kind\":\"classification\"}");
    StringBuilder told = new StringBuilder();
    StringBuilder asked = new StringBuilder();
    for (int c = 0; c < 6; c++) {
      for (int i = 0; i < 6; i++) {
        String name = (i % 2 == 0 ? "oo" : "ee") + "lm" + c + i;
        told.append(
            "{\"context\":\"c%d\",\"name\":\"%s\",\"content\":[%d],\"time\":%d}\n"
                .formatted(c, name, i % 2, i));
      }
      asked.append(
          "{\"context\":\"c%d\",\"name\":[\"ool\",\"oor\"],\"time\":9,\"target\":[0]}\n"
              .formatted(c));
    }
    write(new Stories.Lines(told.toString(), asked.toString()));
    Invocation call = train("--steps", 3);
    assertThat(call.status()).as(call.err()).isZero();
  }

  @Test
  void shouldCountWhatIsPassedOver() throws IOException {
    String told = "{\"context\":\"%s\",\"tag\":[1,0],\"content\":[1],\"time\":%d}\n";
    String asked = "{\"context\":\"%s\",\"tag\":[1,0],\"time\":%d,\"target\":[1]}\n";
    StringBuilder many = new StringBuilder();
    StringBuilder often = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      many.append(told.formatted("c", i));
      often.append(asked.formatted("c", i));
    }
    write(
        new Stories.Lines(
            many + told.formatted("d", 5),
            often
                + asked.formatted("d", 4)
                + asked.formatted("d", 5)
                + asked.formatted("nobody", 1)
                + asked.formatted("nobody", 2)));
    Invocation call = train("--steps", 1);
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.err().lines().limit(3))
        .containsExactly(
            "1 contexts were asked and have no tokens: passed over",
            "1 queries are earlier than any token they could see: passed over",
            "44 queries were asked at other moments than the 256 of a context that are used:"
                + " passed over");
    Invocation sketched = train("--steps", 1, "--sketch-bytes", 512);
    assertThat(sketched.err()).contains("292 queries were asked at other moments than the 8 ");
  }

  @Test
  void shouldNameTheLineThatCannotBeUsed() throws IOException {
    String told = "{\"context\":\"c\",\"tag\":[1,0],\"content\":[1],\"time\":1}\n";
    String asked = "{\"context\":\"c\",\"tag\":[1,0],\"time\":1,\"target\":[1]}\n";
    refused(
        tokens + ":2: content has 2 numbers, the schema says 1; send exactly that many",
        told + told.replace("[1],", "[1,2],"),
        asked);
    refused(
        queries + ":2: target is missing; send \"target\":[1 numbers]",
        told,
        asked + "{\"context\":\"c\",\"tag\":[1,0],\"time\":1}\n");
    refused(queries + ":1: the record is not JSON", told, "tag\n");
    refused(
        "--queries "
            + queries
            + " asks about 1 contexts that have tokens; training needs at least 2, one is held out",
        told,
        asked);
    refused("asks about 0 contexts that have tokens", told, "");
    Files.delete(queries);
    assertThat(train().err())
        .contains("--queries " + queries + " does not exist; correct the path");
  }

  private void refused(String sentence, String told, String asked) throws IOException {
    write(new Stories.Lines(told, asked));
    Invocation call = train();
    assertThat(call.err()).contains(sentence).hasLineCount(1);
    assertThat(call.status()).isEqualTo(1);
    assertThat(model).doesNotExist();
  }

  @Test
  void shouldRefuseWhatDoesNotGoTogether() {
    Path none = folder.resolve("none");
    misused(
        "--episodes does not go with --tokens and --queries; say one or the other",
        train("--episodes", none));
    misused("--tokens does not go with events; say one or the other", train(none));
    misused(
        "--queries does not go with events; say one or the other",
        Invocation.of("train", none, "--queries", none, "--out", model));
    misused(
        "Missing required option: '--queries'; say --tokens, --queries and --schema, or",
        Invocation.of("train", "--tokens", none, "--out", model));
    misused(
        "Missing required option: '--tokens'; say",
        Invocation.of("train", "--queries", none, "--out", model));
    misused(
        "Missing required option: '--schema'; say",
        Invocation.of("train", "--tokens", none, "--queries", none, "--out", model));
  }

  private static void misused(String sentence, Invocation call) {
    assertThat(call.err()).contains(sentence);
    assertThat(call.status()).isEqualTo(2);
  }
}
