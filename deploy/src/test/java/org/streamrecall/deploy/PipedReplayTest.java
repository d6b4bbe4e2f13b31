package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay --events} from a pipe, which gives its bytes once. */
class PipedReplayTest {
  @TempDir private Path folder;

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldScoreWhatComesOnce() throws Exception {
    List<String> payments = EventReplays.payments(600);
    Path file = Files.write(folder.resolve("events.jsonl"), payments);
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Thread writer = new Thread(() -> write(pipe, payments), "pipe");
    writer.setDaemon(true); // nobody may read it
    writer.start();
    Path out = folder.resolve("out.jsonl");
    Invocation replay = EventReplays.replay(pipe, "--score", "--out", out);
    assertThat(replay.status()).as(replay.err()).isZero();
    assertThat(replay.out())
        .contains("ridge on plain numbers")
        .isEqualTo(EventReplays.replay(file, "--score").out());
    assertThat(out).hasContent(EventReplays.replay(file).out());
  }

  private static void write(Path pipe, List<String> lines) {
    try {
      Files.write(pipe, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
