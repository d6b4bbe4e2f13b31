package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of lifted contents, from the schema's file to answers. */
class LiftCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  /** Two tags with contents about 7, each of a width of its own, which is asked for. */
  private static String episodes(int count, long seed) {
    Random random = new Random(seed);
    StringBuilder lines = new StringBuilder();
    for (int e = 0; e < count; e++) {
      double[] width = {0.2 + random.nextDouble(), 0.2 + random.nextDouble()};
      StringBuilder tokens = new StringBuilder();
      for (int t = 0; t < 80; t++) { // in pairs, so that not even the mean's error tells
        double step = (2 * random.nextDouble() - 1) * width[t % 2];
        tokens.append(t == 0 ? "" : ",").append(token(t % 2, 7 + step));
        tokens.append(",").append(token(t % 2, 7 - step));
      }
      lines.append("{\"context\":[").append(tokens).append("],\"queries\":[");
      lines.append(query(0, width[0])).append(",").append(query(1, width[1])).append("]}\n");
    }
    return lines.toString();
  }

  private static String token(int i, double content) {
    return String.format(Locale.ROOT, "{\"tag\":[%d,%d],\"content\":[%.4f]}", 1 - i, i, content);
  }

  private static String query(int i, double width) {
    return String.format(Locale.ROOT, "{\"tag\":[%d,%d],\"target\":[%.4f]}", 1 - i, i, width);
  }

  private Invocation trained(String schema, String episodes) throws IOException {
    return Invocation.of(
        "train",
        "--episodes",
        written("episodes.jsonl", episodes),
        "--schema",
        written("schema.json", schema),
        "--out",
        folder.resolve("model.safetensors"),
        "--steps",
        100,
        "--heads",
        1,
        "--seconds",
        600);
  }

  private Path written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void shouldAnswerWithWhatNoMeanTells() throws IOException {
    Invocation call =
        trained("{\"tag\":2,\"content\":1,\"lift\":\"cosine\",\"maxDims\":6}", episodes(80, 1));
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.err()).contains("learned: on 16 held-out contexts");
    JsonNode line = JSON.readTree(call.out());
    assertThat(line.get("dims").isInt()).isTrue();
    assertThat(line.get("dims").asInt()).isBetween(2, 6);
    assertThat(line.get("r2").asDouble()).isGreaterThan(0.9);
    Path model = folder.resolve("model.safetensors");
    Invocation judged =
        Invocation.of(
            "evaluate", "--model", model, "--episodes", written("held.jsonl", episodes(30, 2)));
    assertThat(judged.status()).as(judged.err()).isZero();
    // The widths' deviation, what a mean would miss by, is .29.
    assertThat(JSON.readTree(judged.out()).get("rmse").asDouble()).isLessThan(0.1);
  }

  @Test
  void shouldSayThatPlainNumbersTellNothingOfASpread() throws IOException {
    Invocation call = trained("{\"tag\":2,\"content\":1}", episodes(80, 1));
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.err()).contains("nothing was learned");
    assertThat(JSON.readTree(call.out()).has("dims")).isFalse();
  }

  @Test
  void shouldEndInOneSentenceWhereNothingCanBeLifted() throws IOException {
    Invocation bad = trained("{\"tag\":2,\"content\":1,\"lift\":\"sine\"}", episodes(10, 1));
    assertThat(bad.status()).isNotZero();
    assertThat(bad.err()).contains("lift=\"sine\" is not one of [none, cosine, concat]");
    String constant = episodes(10, 1).replaceAll("\"content\":\\[[0-9.]*]", "\"content\":[7]");
    Invocation flat = trained("{\"tag\":2,\"content\":1,\"lift\":\"cosine\",\"dims\":3}", constant);
    assertThat(flat.status()).isNotZero();
    assertThat(flat.err())
        .contains("content[0]=7.0 in every token, and a lift needs numbers that vary")
        .doesNotContain("\tat ");
  }
}
