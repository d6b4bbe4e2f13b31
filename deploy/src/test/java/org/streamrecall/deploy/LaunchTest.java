package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.deploy.LaunchTree.Start;

/** What the commands start, and when they build nothing for it. */
class LaunchTest {
  private static final String MAIN = "org.streamrecall.deploy.StreamRecall";

  @TempDir private Path folder;
  private LaunchTree tree;

  @BeforeEach
  void plant() throws IOException {
    tree = new LaunchTree(folder);
  }

  @Test
  void shouldStartTheCommandThroughLinksToIt() throws Exception {
    Files.createSymbolicLink(tree.folder.resolve("one"), tree.root.resolve("deploy/streamrecall"));
    Files.createSymbolicLink(tree.root.resolve("two"), Path.of("../one"));
    Start start = tree.start(Map.of("STREAMRECALL_JAVA_OPTS", "-Xmx4g -Da=b"), "two", "run", "a b");
    assertThat(start.status()).as(start.err()).isZero();
    assertThat(start.out())
        .endsWith(MAIN + " run a b\n")
        .contains("incubator.vector", " -Xmx4g -Da=b -cp ");
    assertThat(start.err())
        .isEqualTo("streamrecall: building (the first time also downloads Flink and Kafka)\n");
    assertThat(tree.start("tests/accuracy").status()).isZero();
    assertThat(tree.builds())
        .containsExactly("begin deploy", "end deploy", "begin tests", "end tests");
  }

  @Test
  void shouldAnswerAtOnceWhatAnOlderBuildKnows() throws Exception {
    assertThat(tree.start("deploy/streamrecall", "run", "--help").status()).isZero();
    assertThat(tree.builds()).as("nothing was built").hasSize(2);
    tree.save();
    for (String option : List.of("-h", "--help", "-V", "--version")) {
      Start start = tree.start("deploy/streamrecall", "run", option);
      assertThat(start.status()).as(start.err()).isZero();
      assertThat(start.out())
          .startsWith("-XX:TieredStopAtLevel=1 -cp ")
          .endsWith(" run " + option + "\n");
      assertThat(tree.builds()).as(option).hasSize(2);
    }
    assertThat(tree.start("deploy/streamrecall", "run", "--", "-h").status()).isZero();
    assertThat(tree.builds()).as("not an option").hasSize(4);
  }

  @Test
  void shouldBuildAgainWhatWasMoved() throws Exception {
    assertThat(tree.start("deploy/streamrecall").status()).isZero();
    Path moved = Files.move(tree.root, tree.folder.resolve("moved"));
    Start start = tree.start(moved + "/deploy/streamrecall", "--help");
    assertThat(start.status()).as(start.err()).isZero();
    assertThat(start.copy()).startsWith(moved);
    assertThat(tree.builds())
        .containsExactly("begin deploy", "end deploy", "begin deploy", "end deploy");
  }

  @Test
  void shouldKnowTheJdkWithoutAStartOfIt() throws Exception {
    String newer = "--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED";
    for (String version : List.of("17", "21.0.1")) {
      tree.jdk(version);
      assertThat(started().out()).doesNotContain("--sun-misc", "--enable-native");
    }
    tree.jdk("25.0.3");
    assertThat(started().out()).contains(newer);
    tree.jdk("11.0.2");
    assertThat(started().err()).isEqualTo(tooOld("11"));
    tree.jdk("1.8.0_402");
    assertThat(started().err()).isEqualTo(tooOld("8"));
    Files.delete(tree.folder.resolve("jdk/release"));
    assertThat(started().err()).as("it is asked").isEmpty();
    Files.delete(tree.folder.resolve("jdk/bin/java"));
    assertThat(started().err())
        .isEqualTo(
            "streamrecall: no Java at '"
                + tree.folder
                + "/jdk/bin/java'; install a JDK 17 or newer, or set JAVA_HOME\n");
  }

  @Test
  void shouldSayWhatABuildNeeds() throws Exception {
    Start start = tree.start(Map.of("PATH", tree.pathOf()), "deploy/streamrecall");
    assertThat(start.status()).isEqualTo(1);
    assertThat(start.err())
        .isEqualTo(
            "streamrecall: not all is built, and without flock or perl two builds could run at once;"
                + " install one of them\n");
    Path path = Path.of(tree.pathOf("flock"));
    Files.delete(path.resolve("mvn"));
    start = tree.start(Map.of("PATH", path.toString()), "deploy/streamrecall");
    assertThat(start.status()).isEqualTo(1);
    assertThat(start.err())
        .isEqualTo(
            "streamrecall: not all is built and there is no mvn; install Maven 3.8 or newer\n");
  }

  private Start started() throws Exception {
    Start start = tree.start("deploy/streamrecall");
    assertThat(start.status()).isEqualTo(start.out().isEmpty() ? 1 : 0);
    return start;
  }

  private String tooOld(String version) {
    return "streamrecall: Java %s at '%s/jdk/bin/java' is too old; point JAVA_HOME at a JDK 17 or newer\n"
        .formatted(version, tree.folder);
  }
}
