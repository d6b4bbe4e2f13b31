package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay --events} on files that hold something else than is meant. */
class ReplayFilesTest {
  @TempDir private Path folder;

  private Path written(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  /** Nothing to do is no failure, but no silence either. */
  @Test
  void shouldSayThatAFileHasNoEvent() throws IOException {
    for (Path file :
        List.of(written("none.jsonl", List.of("")), written("none.csv", List.of("card,at")))) {
      Invocation replay = EventReplays.replay(file);
      assertThat(replay.status()).isZero();
      assertThat(replay.err())
          .isEqualTo(
              file
                  + " has no event; write one JSON object a line, or CSV with a header and rows\n");
    }
  }

  @Test
  void shouldNotGiveAnAnsweredEventTwoAnswers() throws IOException {
    Path file =
        written("answered.jsonl", List.of("{\"card\":\"c\",\"recall\":{\"status\":\"ok\"}}"));
    Invocation replay = EventReplays.replay(file);
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.out()).startsWith("{\"recall\":{").containsOnlyOnce("\"recall\":");
    JsonNode recall = EventReplays.recalls(replay.out()).get(0);
    assertThat(recall.get("status").asText()).isEqualTo("refused");
    assertThat(recall.get("reason").asText())
        .startsWith("the event has a field \"recall\" already; rename it");
  }

  @Test
  void shouldNotWriteOverItsEvents() throws IOException {
    List<String> payments = EventReplays.payments(3);
    Path file = written("events.jsonl", payments);
    Path same = Files.createSymbolicLink(folder.resolve("link"), file);
    Invocation replay = EventReplays.replay(file, "--out", same);
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err())
        .isEqualTo(
            "streamrecall: --out "
                + same
                + " is the file of --events "
                + file
                + ", which it would replace; name another\n");
    assertThat(Files.readAllLines(file)).isEqualTo(payments);
  }

  @Test
  void shouldSayThatACompressedFileIsCutShort() throws IOException {
    Path whole = compressed("events.jsonl.gz");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length - 6));
    Invocation replay = EventReplays.replay(cut);
    assertThat(replay.status()).isEqualTo(1);
    assertThat(replay.err()).contains("--events " + cut + " is cut short: ");
  }

  private Path compressed(String name) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write('{');
    }
    return file;
  }

  @Test
  void shouldSayOnceThatTimesAreReadAsSeconds() throws IOException {
    String event = "{\"card\":\"c\",\"at\":%s,\"merchant\":\"a\",\"amount\":1}";
    Path file =
        written(
            "seconds.jsonl", List.of(event.formatted("1700000000"), event.formatted("1700000060")));
    Invocation replay = EventReplays.replay(file, "--score");
    assertThat(replay.status()).isZero();
    assertThat(replay.err())
        .isEqualTo(
            "at=1700000000 is read as seconds since the epoch, 2023-11-14T22:13:20Z; if it is"
                + " another time, say --time-format\n");
    Path millis = written("millis.jsonl", List.of(event.formatted("1700000000000")));
    assertThat(EventReplays.replay(millis).err()).isEmpty();
  }
}
