package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, at a smaller size, through a real broker and cluster. */
class DemoTest {
  private static final int CONTEXTS = 2;
  private static final int QUESTIONS = LanguageContext.SLOTS * LanguageContext.QUESTIONS;
  private static final int SECONDS = 1;
  private static final int STEPS = 20;
  private static final int SKETCH_BYTES = 65536; // as of the demo
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void shouldAnswerEveryQuestionOnceAndKeepWhatWasSentAndReceived() throws Exception {
    Path keep = folder.resolve("new/kept");
    StringWriter out = new StringWriter();
    Demo demo =
        new Demo(
            new DemoOptions(3, SECONDS, STEPS, SKETCH_BYTES, CONTEXTS, 1, keep),
            new PrintWriter(out),
            new PrintWriter(new StringWriter()));
    DemoReport report = demo.run();

    long load = SECONDS * (long) LoadPhase.QUERIES_PER_SECOND;
    assertThat(report.sent()).isEqualTo((CONTEXTS + 1) * (long) QUESTIONS + load);
    assertThat(report.answered() + report.deadLettered()).isEqualTo(report.sent());
    assertThat(report.duplicates()).isZero();
    assertThat(report.accuracy().exact()).isGreaterThan(0.8);
    assertThat(report.accuracy().sketch()).isGreaterThan(report.accuracy().exact() - 0.1);
    assertThat(report.accuracy().frozenKernel()).isBetween(0.5, report.accuracy().exact());
    assertThat(report.accuracy().meanPooling()).isEqualTo(0.125);
    assertThat(report.sketchBytes()).isBetween(1, SKETCH_BYTES);
    assertThat(report.rawBytes()).isGreaterThan(4L * report.sketchBytes());
    assertThat(out.toString()).contains("recalls", "as in \"", "; it is ");
    requireKept(keep, report);
    StringWriter asked = new StringWriter();
    demo.askedByHand()
        .answer(
            new BufferedReader(new StringReader("saksa, ruotsi\n,\n\n")), new PrintWriter(asked));
    assertThat(asked.toString().lines())
        .filteredOn(line -> line.contains("(it holds "))
        .hasSize(CONTEXTS)
        .allMatch(line -> line.matches(".*share 0\\.[0-9]{2}.*|.*share 1\\.00.*"));
    assertThat(asked.toString()).contains("no name between the commas; type some letters");
  }

  private static void requireKept(Path keep, DemoReport report) throws Exception {
    Map<String, Integer> truths = new HashMap<>();
    for (JsonNode query : lines(keep.resolve("queries.jsonl"))) {
      truths.put(query.get("id").asText(), query.get("truth").asInt());
    }
    int right = 0;
    List<JsonNode> predictions = lines(keep.resolve("predictions.jsonl"));
    for (JsonNode prediction : predictions) {
      double[] value = JSON.convertValue(prediction.get("value"), double[].class);
      right += Slots.largest(value) == truths.get(prediction.get("id").asText()) ? 1 : 0;
    }
    assertThat(truths).hasSize(report.queries()).hasSize(CONTEXTS * QUESTIONS);
    assertThat(predictions).hasSize(report.queries());
    assertThat(right / (double) truths.size()).isEqualTo(report.accuracy().sketch());
    List<JsonNode> tokens = lines(keep.resolve("tokens.jsonl"));
    assertThat(report.rawBytes()).isEqualTo(Math.round(4.0 * (64 + 8) * tokens.size() / CONTEXTS));
    assertThat(keep.resolve("model.safetensors")).isNotEmptyFile();
  }

  private static List<JsonNode> lines(Path file) throws Exception {
    try (var lines = Files.lines(file)) {
      return lines.map(DemoTest::json).toList();
    }
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (Exception e) {
      throw new AssertionError(line, e);
    }
  }
}
