package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A small source tree with the real commands in it. Its Maven writes down that it was called and
 * leaves what a build leaves, its Java says what it was called with.
 */
final class LaunchTree {
  private static final String MVN =
      """
      #!/usr/bin/env bash
      while [ "$1" != -pl ]; do shift; done
      sleep "${BUILD_SECONDS:-0}" & # before it says so: who kills what he sees leaves nothing behind
      echo "begin $2 $$" >>../builds
      wait $!
      [ -z "${SAVED:-}" ] || echo saved >>"$SAVED"
      mkdir -p {operators/core,deploy,tests,tests/distribution}/target {deploy,tests}/target/classes
      echo jar >operators/core/target/streamrecall-core-1.jar
      list="$PWD/operators/core/target/streamrecall-core-1.jar"
      # Longer than a pipe holds: a reader that leaves at the first lines leaves a writer that writes on.
      for ((i = 0; i < 31; i++)); do list="$list:${PWD%/*}/repository/WIDE/flink.jar"; done
      for module in deploy tests tests/distribution; do
        [ "$2 $module" = "deploy tests" ] || printf %s "$list" >"$module/target/classpath"
      done
      cp ../builds "$2/target/classes/builds"
      echo "end $2" >>../builds
      """;
  private static final String JAVA =
      """
      #!/usr/bin/env bash
      if [ "$1" = -version ]; then echo 'openjdk version "21.0.1" 2023-10-17' >&2; exit; fi
      echo "$@"
      exec sleep "${JAVA_SECONDS:-0}"
      """;

  private static final String WIDE = String.join("/", Collections.nCopies(18, "a".repeat(199)));

  final Path folder;
  final Path root;
  final Path source;

  LaunchTree(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    root = this.folder.resolve("tree");
    source = root.resolve("operators/core/src/main/Core.java");
    write(source, "class Core {}");
    for (String module :
        List.of("", "operators/core/", "deploy/", "tests/", "tests/distribution/")) {
      write(root.resolve(module + "pom.xml"), "<project/>");
    }
    for (String command : List.of("deploy/launch.sh", "deploy/streamrecall", "tests/accuracy")) {
      write(root.resolve(command), Files.readString(Path.of("..", command)));
    }
    write(this.folder.resolve("repository/" + WIDE + "/flink.jar"), "jar");
    write(this.folder.resolve("bin/mvn"), MVN.replace("WIDE", WIDE));
    write(this.folder.resolve("jdk/bin/java"), JAVA);
    jdk("17.0.15");
  }

  void jdk(String version) throws IOException {
    write(folder.resolve("jdk/release"), "IMPLEMENTOR=\"A\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  /** A path that has nothing but what the commands need, and the tools named. */
  String pathOf(String... tools) throws IOException {
    Path bin = Files.createTempDirectory(folder, "bin");
    Files.createSymbolicLink(bin.resolve("mvn"), folder.resolve("bin/mvn"));
    String needed = "bash env readlink find touch cp mv rm mktemp mkdir sleep";
    for (String tool : Stream.concat(Stream.of(needed.split(" ")), Stream.of(tools)).toList()) {
      Files.createSymbolicLink(bin.resolve(tool), tool(tool));
    }
    return bin.toString();
  }

  private static Path tool(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is not on the path"));
  }

  Start start(String command, String... arguments) throws IOException {
    return start(Map.of(), command, arguments);
  }

  Start start(Map<String, String> environment, String command, String... arguments)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(root.resolve(command).toString()));
    words.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().remove("STREAMRECALL_JAVA_OPTS");
    builder.environment().putAll(environment);
    return new Start(
        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
  }

  /** The lines that Maven wrote, each a build that begins or ends. */
  List<String> builds() throws IOException {
    Path builds = folder.resolve("builds");
    return Files.exists(builds)
        ? Files.readAllLines(builds).stream().map(line -> line.replaceAll(" \\d+$", "")).toList()
        : List.of();
  }

  ProcessHandle maven() throws IOException {
    String begun = Files.readAllLines(folder.resolve("builds")).get(0);
    return ProcessHandle.of(Long.parseLong(begun.split(" ")[2])).orElseThrow();
  }

  void save() throws IOException {
    Files.writeString(source, "class Core { }");
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is over").isLessThan(end);
      Thread.sleep(10);
    }
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** A command that was started. */
  record Start(Process process, Path outFile, Path errFile) {
    int status() throws Exception {
      try {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(err()).isTrue();
        return process.exitValue();
      } finally {
        process.destroyForcibly();
      }
    }

    String out() throws IOException {
      return Files.readString(outFile);
    }

    String err() throws IOException {
      return Files.readString(errFile);
    }

    /** The copy that the class path begins with, once there is one. */
    Path copy() throws Exception {
      await(() -> outFile.toFile().length() > 0);
      return Path.of(out().replaceAll("(?s).* -cp ([^:]*)/classes:.*", "$1"));
    }
  }
}
