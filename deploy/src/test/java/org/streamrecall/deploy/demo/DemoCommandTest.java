package org.streamrecall.deploy.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says when it cannot run, in a JVM of its own. */
class DemoCommandTest {
  @TempDir private Path folder;

  @Test
  void shouldSayThatLocaleDataIsMissingAndEndWithStatus2() throws Exception {
    Path err = folder.resolve("err");
    assertThat(run(err, "--limit-modules=java.se,jdk.unsupported")).isEqualTo(2);
    assertThat(Files.readString(err))
        .startsWith("streamrecall: this JDK has names in 0 languages and the demo needs 24:")
        .contains("jdk.localedata")
        .hasLineCount(1);
  }

  private int run(Path err, String option) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(option);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.streamrecall.deploy.StreamRecall", "demo"));
    Process process =
        new ProcessBuilder(command)
            .redirectError(err.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(Files.readString(err, UTF_8)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
