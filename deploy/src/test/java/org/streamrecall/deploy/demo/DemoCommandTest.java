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
    assertThat(run("--limit-modules=java.se,jdk.unsupported")).isEqualTo(2);
    assertThat(err())
        .startsWith("streamrecall: this JDK has names in 0 languages and the demo needs 24:")
        .contains("jdk.localedata")
        .hasLineCount(1);
  }

  @Test
  void shouldRefuseResultsThatCouldNotBeWrittenBeforeTheWork() throws Exception {
    assertThat(run("-ea", "--json", folder + "/none/results.json")).isEqualTo(1);
    assertThat(err())
        .isEqualToIgnoringNewLines(
            "streamrecall: --json "
                + folder
                + "/none/results.json cannot be written; name a file in a directory that exists");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(run("-ea", "--keep", file.toString())).isEqualTo(1);
    assertThat(err())
        .isEqualToIgnoringNewLines(
            "streamrecall: --keep " + file + " cannot be made a directory; name another place");
    assertThat(run("-ea", "--seconds", "0")).isEqualTo(2);
    assertThat(err()).contains("--seconds=0 is below 1; give at least 1");
  }

  private String err() throws Exception {
    return Files.readString(folder.resolve("err"), UTF_8);
  }

  private int run(String jvmOption, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(jvmOption);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.streamrecall.deploy.StreamRecall", "demo"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectError(folder.resolve("err").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(err()).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
