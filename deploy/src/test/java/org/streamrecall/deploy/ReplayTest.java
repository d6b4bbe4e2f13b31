package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.model.Answer;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;

class ReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RecallModel MODEL =
      RecallModel.untrained(Schema.of(FieldsJson.parse(Stories.NUMBERS)));

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void write() throws IOException {
    model = Files.write(folder.resolve("model"), MODEL.toBytes());
  }

  @Test
  void shouldAnswerFromTheTokensUpToTheQuerysTime() throws IOException {
    List<JsonNode> predictions =
        replay(
            """
            {"context":"a","tag":[1,0],"content":[30],"time":30}
            {"context":"a","tag":[1,0],"content":[10],"time":10}
            {"context":"b","tag":[1,0],"content":[99],"time":1}
            {"context":"a","tag":[1,0],"content":[20],"time":20}
            """,
            """
            {"id":"late","context":"a","tag":[1,0],"time":20}
            {"id":"early","context":"a","tag":[1,0],"time":9}
            {"id":"mid","context":"a","tag":[1,0],"time":19}
            {"id":"unknown","context":"nobody","tag":[1,0],"time":99}
            {"id":"late","context":"a","tag":[1,0],"time":31}
            """);
    assertThat(predictions)
        .extracting(p -> p.get("id").asText())
        .containsExactly("late", "early", "mid", "unknown", "late");
    assertThat(predictions).extracting(p -> p.get("tokens").asInt()).containsExactly(2, 0, 1, 0, 3);
    assertThat(predictions)
        .extracting(p -> p.get("status").asText())
        .containsExactly("ok", "empty-context", "ok", "empty-context", "ok");
    assertThat(predictions.get(0).get("value").get(0).asDouble()).isEqualTo(15);
    assertThat(predictions.get(0).get("time").asLong()).isEqualTo(20);
    assertThat(predictions.get(4).get("asOf").asLong()).isEqualTo(30);
  }

  @Test
  void shouldTakeRecordsWithoutTimeAsKnownBeforeAndAskedAfter() throws IOException {
    List<JsonNode> predictions =
        replay(
            """
            {"context":"a","tag":[1,0],"content":[1],"time":5}
            {"context":"a","tag":[1,0],"content":[2]}
            """,
            """
            {"id":"now","context":"a","tag":[1,0]}
            {"id":"then","context":"a","tag":[1,0],"time":4}
            """);
    assertThat(predictions).extracting(p -> p.get("tokens").asInt()).containsExactly(2, 1);
    assertThat(predictions.get(0).has("time")).isFalse();
  }

  @Test
  void shouldForgetWhereTheFileSaysSo() throws IOException {
    List<JsonNode> predictions =
        replay(
            """
            {"context":"a","tag":[1,0],"content":[1],"time":5}
            {"context":"a","type":"forget"}
            {"context":"a","tag":[1,0],"content":[2],"time":7}
            """,
            """
            {"id":"1","context":"a","tag":[1,0],"time":6}
            {"id":"2","context":"a","tag":[1,0],"time":7}
            """);
    assertThat(predictions).extracting(p -> p.get("tokens").asInt()).containsExactly(0, 1);
  }

  @Test
  void shouldForgetAtTheTimeThatTheRecordSays() throws IOException {
    List<JsonNode> predictions =
        replay(
            """
            {"context":"a","tag":[1,0],"content":[1],"time":1}
            {"context":"a","type":"forget","time":50}
            {"context":"a","tag":[1,0],"content":[2],"time":70}
            """,
            """
            {"id":"1","context":"a","tag":[1,0],"time":10}
            {"id":"2","context":"a","tag":[1,0],"time":60}
            {"id":"3","context":"a","tag":[1,0],"time":80}
            """);
    assertThat(predictions).extracting(p -> p.get("tokens").asInt()).containsExactly(1, 0, 1);
  }

  /** 0 half as much as 9: in a sketch, and where every token is kept. */
  @Test
  void shouldLetOlderTokensCountLess() throws IOException {
    Path tokens =
        Files.writeString(
            folder.resolve("tokens"),
            """
            {"context":"a","tag":[1,0],"content":[0],"time":86400000}
            {"context":"a","tag":[1,0],"content":[9],"time":172800000}
            """);
    Path queries =
        Files.writeString(
            folder.resolve("queries"), "{\"id\":\"q\",\"context\":\"a\",\"tag\":[1,0]}\n");
    assertThat(value(call(tokens, queries))).isEqualTo(4.5);
    for (String day : List.of("1d", "24h", "1440m", "86400s", "P1D", "PT24H")) {
      assertThat(value(call(tokens, queries, "--half-life", day))).isCloseTo(6, within(1e-5));
    }
    assertThat(value(call(tokens, queries, "--half-life", "12h", "--exact")))
        .isCloseTo(7.2, within(1e-5));
  }

  private static double value(Invocation call) throws IOException {
    return JSON.readTree(call.out()).get("value").get(0).asDouble();
  }

  @Test
  void shouldGiveTheSameBytesAtAnyParallelismAndInTheFile() throws IOException {
    Stories stories = new Stories(5, false);
    Path tokens = Files.writeString(folder.resolve("tokens"), stories.tokens(40));
    Path queries = Files.writeString(folder.resolve("queries"), stories.queries(40));
    String once = call(tokens, queries, "--sketch-bytes", 512).out();
    Path out = folder.resolve("out");
    Invocation again =
        call(tokens, queries, "--sketch-bytes", 512, "--parallelism", 2, "--out", out);
    assertThat(again.out()).isEmpty();
    assertThat(Files.readString(out)).isEqualTo(once);
    assertThat(once.lines()).hasSize(160);
  }

  @Test
  void shouldKeepEveryTokenWhenExact() throws IOException {
    Stories stories = new Stories(6, false);
    String text = stories.tokens(1);
    Path tokens = Files.writeString(folder.resolve("tokens"), text);
    Path queries =
        Files.writeString(
            folder.resolve("queries"), "{\"id\":\"q\",\"context\":\"c0\",\"tag\":[1,0]}\n");
    ExactMeasure nu = new ExactMeasure(MODEL.schema().shape());
    for (String line : text.lines().toList()) {
      JsonNode node = JSON.readTree(line);
      float[] tag = {node.at("/tag/0").floatValue(), node.at("/tag/1").floatValue()};
      float[] content = {node.at("/content/0").floatValue()};
      nu.add(MODEL.schema().embed(Token.of("c0", tag, content, node.get("time").asLong())));
    }
    Answer expected = MODEL.answer(nu, new float[] {1, 0}, new float[0]);
    JsonNode exact = JSON.readTree(call(tokens, queries, "--exact").out());
    assertThat(exact.get("value").get(0).floatValue()).isEqualTo((float) expected.value()[0]);
    JsonNode sketch = JSON.readTree(call(tokens, queries, "--sketch-bytes", 512).out());
    assertThat(sketch.get("value").get(0).floatValue()).isNotEqualTo((float) expected.value()[0]);
  }

  @Test
  void shouldNameRejectedLinesAndAnswerTheRest() throws IOException {
    Path tokens =
        Files.writeString(
            folder.resolve("tokens"),
            """
            {"context":"a","tag":[1,0],"content":[1],"time":1}
            {"context":"a","tag":[1,0],"content":[1],"time":

            {"context":"a","tag":[1,0,0],"content":[1]}
            {"context":"a","tag":[NaN,0],"content":[1]}
            {"context":"a","tag":[1,0],"content":[1],"weight":-1}
            """);
    Path queries =
        Files.writeString(
            folder.resolve("queries"),
            """
            {"context":"a","tag":[1,0]}
            {"id":"q","context":"a","tag":[1,0]}
            """);
    Invocation call =
        Invocation.of("replay", "--model", model, "--tokens", tokens, "--queries", queries);
    assertThat(call.status()).isEqualTo(1);
    assertThat(call.out().lines()).hasSize(1).first().asString().contains("\"tokens\":1");
    assertThat(call.err().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(tokens + ":2: the record is not JSON"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        tokens
                            + ":4: tag has 3 numbers, the schema says 2; send exactly that many"),
            line -> assertThat(line).startsWith(tokens + ":5: tag[0]=").contains("finite"),
            line -> assertThat(line).startsWith(tokens + ":6: weight=-1.0 is not a positive"),
            line -> assertThat(line).startsWith(queries + ":1: id is missing"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "streamrecall: 5 records were rejected for the reasons above, 1 queries"
                            + " were answered; correct those lines and replay again"));
  }

  private List<JsonNode> replay(String tokens, String queries) throws IOException {
    Invocation call =
        call(
            Files.writeString(folder.resolve("tokens"), tokens),
            Files.writeString(folder.resolve("queries"), queries));
    List<JsonNode> predictions = new ArrayList<>();
    for (String line : call.out().lines().toList()) {
      predictions.add(JSON.readTree(line));
    }
    return predictions;
  }

  private Invocation call(Path tokens, Path queries, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of("replay", "--model", model, "--tokens", tokens, "--queries", queries));
    args.addAll(List.of(more));
    Invocation call = Invocation.of(args.toArray());
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.err()).isEmpty();
    return call;
  }
}
