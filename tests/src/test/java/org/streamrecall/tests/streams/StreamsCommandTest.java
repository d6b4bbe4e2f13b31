package org.streamrecall.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On streams that are made here: a daily rhythm with marked jumps, and a walk. */
class StreamsCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int EVENTS = 700;

  @TempDir private Path data;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        data.resolve("sets.json"),
        """
        {"numbers":[
         {"set":"rhythm","keys":2,"target":"x","horizons":[1,24],"season":24,"clock":"d","label":"odd"},
         {"set":"walk","keys":1,"target":"y","horizons":[1],"season":0,"clock":""},
         {"set":"prices","target":"fare","horizons":[0]}]}
        """);
    Random random = new Random(1);
    StringBuilder rhythm = new StringBuilder();
    StringBuilder walk = new StringBuilder();
    double y = 0;
    for (int i = 0; i < EVENTS; i++) {
      long at = 1_700_000_000_000L + 3_600_000L * i;
      for (String key : List.of("a", "b", "c")) {
        int odd = i % 150 == 149 ? 1 : 0;
        double x = 5 * Math.sin(2 * Math.PI * i / 24) + .5 * random.nextGaussian() + 20 * odd;
        rhythm.append(
            "{\"key\":\"%s\",\"at\":%d,\"x\":%s,\"odd\":%d}%n".formatted(key, at, x, odd));
      }
      rhythm.append("{\"key\":\"flat\",\"at\":%d,\"x\":1}%n".formatted(at));
      y += random.nextGaussian();
      walk.append("{\"key\":\"w\",\"at\":%d,\"y\":%s}%n".formatted(at, y));
    }
    Files.writeString(data.resolve("rhythm.jsonl"), rhythm);
    Files.writeString(data.resolve("walk.jsonl"), walk);
  }

  private int run(String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(data.toString());
    CommandLine command = StreamsCommand.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments.toArray(String[]::new));
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().split(System.lineSeparator())) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @Test
  void shouldScoreEachColumnBesideTheBaselines() throws IOException {
    assertThat(run("--sketch-bytes", "8192")).as(err.toString()).isZero();
    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(5);
    for (int h = 0; h < 2; h++) {
      JsonNode rhythm = lines.get(h);
      assertThat(rhythm.fieldNames())
          .toIterable()
          .containsExactly(
              "set",
              "target",
              "horizon",
              "keys",
              "ours",
              "trained",
              "last",
              "season",
              "mean",
              "ridge",
              "ridgeFading",
              "nearest",
              "coverage",
              "keysCovered",
              "winkler",
              "winklerRidge",
              "bytes",
              "microsPerEvent");
      assertThat(rhythm.path("keys").asInt()).isEqualTo(2);
      assertThat(rhythm.path("last").asDouble()).isEqualTo(1);
      assertThat(rhythm.path("bytes").asInt()).isBetween(1, 8192);
      assertThat(rhythm.path("coverage").asDouble()).isBetween(.8, 1.);
      assertThat(rhythm.path("trained").isNull()).isTrue();
    }
    assertThat(lines.get(0).path("horizon").asInt()).isEqualTo(1);
    assertThat(lines.get(0).path("ridge").asDouble()).isLessThan(1);
    // 24 events ahead the last value is that of a season ago.
    assertThat(lines.get(1).path("season").asDouble()).isEqualTo(1);
    JsonNode marked = lines.get(2);
    assertThat(marked.path("keys").asInt()).isEqualTo(3); // also those that are not foretold
    assertThat(marked.path("auc").asDouble()).isGreaterThan(.9);
    assertThat(marked.path("averagePrecision").asDouble()).isBetween(0., 1.);
    JsonNode walk = lines.get(3);
    assertThat(walk.path("season").isNull()).isTrue();
    assertThat(walk.path("mean").asDouble()).isGreaterThan(1.5);
    JsonNode last = lines.get(4);
    assertThat(last.path("columns").asInt()).isEqualTo(3);
    double product = 1;
    for (int c : new int[] {0, 1, 3}) {
      double best = Double.POSITIVE_INFINITY;
      for (String of : List.of("last", "season", "mean", "ridge", "ridgeFading", "nearest")) {
        best = Math.min(best, lines.get(c).path(of).asDouble(Double.POSITIVE_INFINITY));
      }
      product *= lines.get(c).path("ours").asDouble() / best;
    }
    assertThat(last.path("oursOverBest").asDouble())
        .isCloseTo(Math.cbrt(product), org.assertj.core.api.Assertions.within(.001));
  }

  @Test
  void shouldNameASetThatIsNone() {
    assertThat(run("--set", "rythm")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--set=rythm is none of rhythm, walk; name one of these");
  }
}
