package org.streamrecall.tests.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("computes")
class AccuracyCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldPrintEveryFieldOfABeta(@TempDir Path folder) throws IOException {
    Path dump = folder.resolve("dump.jsonl");
    String call = "--shape gauss --tokens 20000 --beta 5,10 --json --dump " + dump;
    assertThat(execute(call)).as(err.toString()).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode first = JSON.readTree(lines.get(0));
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "shape",
            "beta",
            "median",
            "p90",
            "p99",
            "recall",
            "coverage",
            "width",
            "ratio",
            "addNanos",
            "recallNanos",
            "bytes");
    assertThat(first.get("ratio").fieldNames())
        .toIterable()
        .containsExactly("reservoirInt8", "reservoirF32", "diagonalCf", "centroids");
    assertThat(first.get("shape").asText()).isEqualTo("gauss");
    assertThat(first.get("beta").asInt()).isEqualTo(5);
    assertThat(first.get("bytes").asInt()).isBetween(1, 16384);
    assertThat(first.get("median").asDouble()).isPositive();
    assertThat(first.get("p99").asDouble()).isGreaterThan(first.get("p90").asDouble());
    assertThat(first.get("addNanos").asDouble()).isPositive();
    shouldLetAnyoneRecompute(first, Files.readAllLines(dump));
  }

  /** The median of the dumped queries must be near that of all. */
  private static void shouldLetAnyoneRecompute(JsonNode measured, List<String> dumped)
      throws IOException {
    assertThat(dumped).hasSize(200);
    double[] errors = new double[100];
    double spread = new StreamDraw(StreamShape.GAUSS, 20000, 16, 16, 12, 0).draw().spread();
    for (int q = 0; q < errors.length; q++) {
      JsonNode line = JSON.readTree(dumped.get(q));
      assertThat(line.get("beta").asInt()).isEqualTo(5);
      assertThat(line.get("query")).hasSize(16);
      double square = 0;
      for (int k = 0; k < 16; k++) {
        square +=
            Math.pow(line.at("/exact/" + k).asDouble() - line.at("/sketch/" + k).asDouble(), 2);
      }
      errors[q] = Math.sqrt(square) / spread;
    }
    double median = measured.get("median").asDouble();
    assertThat(Errors.quantile(errors, 0.5)).isBetween(median / 2, median * 2);
  }

  @Test
  void shouldPrintTheMeansOfSeveralSeedsLast() throws IOException {
    assertThat(execute("--shape rare --tokens 3000 --beta 5 --seed 7-8 --content-dim 3 --json"))
        .as(err.toString())
        .isZero();
    List<JsonNode> lines = new java.util.ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    assertThat(lines)
        .extracting(line -> line.get("seed").asText())
        .containsExactly("7", "8", "7-8");
    double mean =
        (lines.get(0).get("median").asDouble() + lines.get(1).get("median").asDouble()) / 2;
    assertThat(lines.get(2).get("median").asDouble()).isEqualTo(mean);
  }

  @Test
  void shouldMergeTheShardsOfAStream() throws IOException {
    String call = "--shape ordered --tokens 20000 --beta 10 --json --shards ";
    double[] medians = new double[2];
    for (int i = 0; i < 2; i++) {
      out.getBuffer().setLength(0);
      assertThat(execute(call + (1 + 7 * i))).as(err.toString()).isZero();
      JsonNode line = JSON.readTree(out.toString());
      assertThat(line.get("bytes").asInt()).isBetween(1, 16384);
      medians[i] = line.get("median").asDouble();
    }
    assertThat(medians[1]).isNotEqualTo(medians[0]).isBetween(medians[0] / 3, medians[0] * 3);
  }

  @Test
  void shouldRefuseInOneSentence() {
    assertRefused(
        "--shape round", "'round' is not one of gauss, aniso, cosine, heavy, rare, drift");
    assertRefused("--shape gauss --seed 9-7", "'9-7' is not a seed such as 12, or a range of");
    assertRefused("--shape gauss --tokens 0", "--tokens=0 is outside 1 to 2147483647; choose a");
    assertRefused("--shape gauss --dim 65", "--dim=65 is outside 1 to 64; choose a number within");
    assertRefused("--shape cosine --dim 3", "--dim=3 is below the 4 numbers that --shape=cosine");
    assertRefused("--shape rare --components 1", "--components=1 leaves --shape=rare nothing to");
    assertRefused("--shape gauss --beta 5,-1", "--beta=-1.0 is not between 0 and 1000; try 5, 10");
    assertRefused("--shape gauss --bytes 100", "sketch.bytes=100 is below the ");
    assertRefused("--shape gauss --tokens 999999999", " MB heap; take fewer, or raise the heap");
    assertRefused("--shape gauss --shards 0", "--shards=0 is outside 1 to the stream's 1000000 t");
    assertRefused("--shape gauss --tokens 7 --shards 8", "--shards=8 is outside 1 to the stream's");
    assertRefused("--beta 5", "Missing required option: '--shape=SHAPE'");
  }

  private void assertRefused(String call, String sentence) {
    err.getBuffer().setLength(0);
    assertThat(execute(call)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("accuracy: ")
        .contains(sentence)
        .endsWith("; see tests/accuracy --help" + System.lineSeparator())
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  private int execute(String call) {
    return AccuracyCommand.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), call.split(" "));
  }
}
