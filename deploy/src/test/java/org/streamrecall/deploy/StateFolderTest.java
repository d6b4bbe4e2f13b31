package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a job that lives: Flink makes and removes checkpoints while it is read. */
class StateFolderTest {
  private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

  @TempDir private Path folder;

  private Path checkpoint(String job, int number) throws IOException {
    Path path = folder.resolve(job).resolve("chk-" + number);
    Files.createDirectories(path.resolve("op-1/part"));
    Files.write(path.resolve("op-1/part/data"), new byte[8]);
    Files.setLastModifiedTime(
        Files.createFile(path.resolve("_metadata")),
        FileTime.from(Instant.EPOCH.plusSeconds(number)));
    return path;
  }

  private static void remove(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldNameWholeCheckpointsFromBeforeAMoment() throws IOException {
    Path second = checkpoint("job", 2);
    Path first = checkpoint("other", 1);
    checkpoint("job", 3);
    Files.createDirectories(folder.resolve("job/chk-4"));
    assertThat(StateFolder.before(folder, Instant.EPOCH.plusSeconds(3)))
        .extracting(StateFolder.Kept::path)
        .containsExactly(first, second);
    assertThat(new StateFolder(folder).newest()).contains(folder.resolve("job/chk-3"));
  }

  /** As Flink does it, beside a reader: what has gone is as if it had not been there. */
  @Test
  void shouldReadAFolderWhoseFilesComeAndGo() throws Exception {
    Path stays = checkpoint("job", 0);
    AtomicBoolean done = new AtomicBoolean();
    Thread flink =
        new Thread(
            () -> {
              for (int i = 1; !done.get(); i++) {
                try {
                  remove(checkpoint("job", i % 7 + 1));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    flink.start();
    try {
      for (int i = 0; i < 2000; i++) {
        assertThat(StateFolder.before(folder, LATER).get(0).path()).isEqualTo(stays);
      }
    } finally {
      done.set(true);
      flink.join();
    }
  }
}
