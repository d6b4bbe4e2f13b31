package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporarySweepTest {
  private static final long PID = ProcessHandle.current().pid();

  @TempDir private Path folder;

  /** A process of its own that has a folder until it ends. */
  public static final class Owner {
    public static void main(String[] args) throws Exception {
      TemporaryFolder mine = TemporaryFolder.create("streamrecall-owner-");
      Files.createDirectories(mine.path().resolve("deep/er"));
      Files.writeString(mine.path().resolve("deep/er/file"), "state");
      System.out.println(mine.path());
      System.in.read();
    }
  }

  @Test
  void shouldRemoveWhatAKilledProcessLeftAndNothingThatALivingOneHas() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      Path theirs = Path.of(said.readLine());
      Path mine = folder("streamrecall-flink-" + PID + "-1");
      try (FileChannel owned = TemporarySweep.own(mine)) {
        assertThat(TemporarySweep.beside(mine)).isEmpty();
        assertThat(theirs.resolve("deep/er/file")).exists();

        process.destroyForcibly().waitFor();
        assertThat(theirs.resolve("deep/er/file")).as("it could not clear up").exists();
        assertThat(TemporarySweep.beside(mine)).containsExactly(theirs);
        assertThat(theirs).doesNotExist();
        assertThat(owned.isOpen()).isTrue();
        assertThat(mine).exists();
      }
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldLeaveWhatItDoesNotKnowWhoseItIs() throws IOException {
    Path mine = folder("streamrecall-flink-" + PID + "-1");
    folder("streamrecall-flink-1-2"); // of a version that had no owners, or made just now
    Files.createFile(folder("streamrecall-flink-1-3").resolve("owner")); // not locked yet
    Files.writeString(folder("streamrecall-of-mine").resolve("owner"), "1");
    Files.writeString(folder("streamrecall-flink-" + PID + "-4").resolve("owner"), "1");
    Path elsewhere = folder("elsewhere");
    Files.writeString(elsewhere.resolve("owner"), "1");
    Files.createSymbolicLink(folder.resolve("streamrecall-flink-1-5"), elsewhere);
    Path linked = folder("streamrecall-flink-1-6");
    Files.createSymbolicLink(linked.resolve("owner"), elsewhere.resolve("owner"));
    assertThat(TemporarySweep.beside(mine)).isEmpty();

    Path left = folder("streamrecall-kafka-1-7");
    Files.writeString(left.resolve("owner"), "1");
    Files.createSymbolicLink(left.resolve("out"), elsewhere);
    assertThat(TemporarySweep.beside(mine)).containsExactly(left);
    assertThat(elsewhere.resolve("owner")).as("behind a link").exists();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }
}
