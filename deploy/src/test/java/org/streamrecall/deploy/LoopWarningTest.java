package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command whose JVM lacks the vector module says so, beside its results and once. */
class LoopWarningTest {
  @TempDir private Path folder;

  @Test
  void shouldWarnOnceAndNeverAmongResults() throws Exception {
    Path file = Files.write(folder.resolve("events.jsonl"), EventReplays.payments(50));
    Path err = folder.resolve("err");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StreamRecall.class.getName(),
            "replay",
            file.toString(),
            "--predict",
            "amount");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(out.lines()).hasSize(50).allMatch(line -> line.startsWith("{"));
    assertThat(Files.readString(err))
        .containsOnlyOnce("add --add-modules jdk.incubator.vector to the options of the JVM")
        .containsPattern("(?m)^\\d\\d:\\d\\d:\\d\\d WARN  KernelPath: ");
  }
}
