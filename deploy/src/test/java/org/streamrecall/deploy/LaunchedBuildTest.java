package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.deploy.LaunchTree.Start;

/** Commands that start at the same time: what is built, and what is left to those that run. */
class LaunchedBuildTest {
  @TempDir private Path folder;
  private LaunchTree tree;

  @BeforeEach
  void plant() throws IOException {
    tree = new LaunchTree(folder);
  }

  @Test
  void shouldNeverBuildWhatIsBuiltHoweverManyStart() throws Exception {
    assertThat(tree.start("deploy/streamrecall").status()).isZero();
    for (int round = 0; round < 3; round++) {
      endWell(together(Map.of(), Collections.nCopies(8, "deploy/streamrecall")));
    }
    assertThat(tree.builds()).containsExactly("begin deploy", "end deploy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flock", "perl"})
  void shouldBuildOnceForAllThatStartTogether(String locking) throws Exception {
    Map<String, String> environment = Map.of("PATH", tree.pathOf(locking), "BUILD_SECONDS", "0.5");
    List<String> commands = new ArrayList<>(Collections.nCopies(4, "deploy/streamrecall"));
    commands.addAll(1, Collections.nCopies(2, "tests/accuracy"));
    List<Start> starts = together(environment, commands);
    endWell(starts);
    List<String> both = List.of("begin deploy", "end deploy", "begin tests", "end tests");
    assertThat(tree.builds()).isIn(both, both.subList(2, 4)); // tests build deploy as well
    StringBuilder said = new StringBuilder();
    for (Start start : starts) {
      said.append(start.err());
    }
    assertThat(said).contains("streamrecall: waiting for another build to end\n");
  }

  @Test
  void shouldOvercomeABuildThatWasKilled() throws Exception {
    Start killed = tree.start(Map.of("BUILD_SECONDS", "60"), "deploy/streamrecall");
    LaunchTree.await(this::begun);
    Stream.concat(killed.process().descendants(), Stream.of(killed.process().toHandle()))
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
    assertThat(tree.start("deploy/streamrecall").status()).isZero();
    assertThat(tree.builds()).containsExactly("begin deploy", "begin deploy", "end deploy");
  }

  @Test
  void shouldWaitForABuildWhoseCommandWasKilled() throws Exception {
    Start killed = tree.start(Map.of("BUILD_SECONDS", "2"), "deploy/streamrecall");
    LaunchTree.await(this::begun);
    ProcessHandle maven = tree.maven();
    List<ProcessHandle> others = new ArrayList<>(killed.process().descendants().toList());
    others.removeAll(maven.descendants().toList());
    others.remove(maven);
    others.add(killed.process().toHandle());
    others.forEach(ProcessHandle::destroyForcibly);
    Start start = tree.start("deploy/streamrecall");
    assertThat(start.status()).as(start.err()).isZero();
    assertThat(start.err()).isEqualTo("streamrecall: waiting for another build to end\n");
    assertThat(tree.builds()).containsExactly("begin deploy", "end deploy");
  }

  @Test
  void shouldBuildASourceThatWasSavedDuringABuild() throws Exception {
    Map<String, String> saved = Map.of("SAVED", tree.source.toString());
    for (int build = 1; build <= 2; build++) {
      assertThat(tree.start(saved, "deploy/streamrecall").status()).isZero();
      assertThat(tree.builds()).hasSize(2 * build);
    }
    assertThat(tree.start("deploy/streamrecall").status()).isZero();
    assertThat(tree.start("deploy/streamrecall").status()).isZero();
    assertThat(tree.builds()).hasSize(6);
  }

  @Test
  void shouldLeaveToAProcessWhatItRunsFrom() throws Exception {
    Start running = tree.start(Map.of("JAVA_SECONDS", "60"), "deploy/streamrecall");
    try {
      Path first = running.copy();
      String content = Files.readString(first.resolve("classes/builds"));
      Path second = built();
      Path third = built();
      assertThat(first.resolve("classes/builds")).hasContent(content);
      assertThat(copies()).containsExactlyInAnyOrder(first, second, third);
      running.process().destroyForcibly().waitFor();
      assertThat(copies()).contains(first);
      assertThat(List.of(built(), third)).containsExactlyInAnyOrderElementsOf(copies());
    } finally {
      running.process().destroyForcibly();
    }
  }

  @Test
  void shouldTakeOverABuildByHand() throws Exception {
    assertThat(tree.start("deploy/streamrecall").status()).isZero();
    tree.save();
    assertThat(
            new ProcessBuilder(tree.folder.resolve("bin/mvn").toString(), "-pl", "deploy")
                .directory(tree.root.toFile())
                .start()
                .waitFor())
        .isZero();
    Start start = tree.start("deploy/streamrecall");
    assertThat(start.status()).isZero();
    assertThat(start.copy().resolve("classes/builds")).content().hasLineCount(3);
    assertThat(tree.builds()).hasSize(4);
  }

  private Path built() throws Exception {
    tree.save();
    Start start = tree.start("deploy/streamrecall");
    assertThat(start.status()).as(start.err()).isZero();
    return start.copy();
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(tree.root.resolve("deploy/target"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("launched.")).toList();
    }
  }

  private boolean begun() {
    return tree.folder.resolve("builds").toFile().length() > 0;
  }

  private List<Start> together(Map<String, String> environment, List<String> commands)
      throws IOException {
    List<Start> starts = new ArrayList<>();
    for (String command : commands) {
      starts.add(tree.start(environment, command));
    }
    return starts;
  }

  private static void endWell(List<Start> starts) throws Exception {
    for (Start start : starts) {
      assertThat(start.status()).as(start.err()).isZero();
    }
  }
}
