package org.streamrecall.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process says of the loops that it runs, each in a JVM of its own. */
class KernelPathTest {
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  /** Reaches every set of loops. */
  public static final class Main {
    public static void main(String[] args) throws ClassNotFoundException {
      System.out.print(Kernels.ACTIVE.name());
      Class.forName("org.streamrecall.measure.Product");
      Class.forName("org.streamrecall.mixture.Blocks");
    }
  }

  private record Said(String out, String err) {}

  private static Said run(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Process process = new ProcessBuilder(command).start();
    String out = new String(process.getInputStream().readAllBytes());
    String err = new String(process.getErrorStream().readAllBytes());
    assertThat(process.waitFor()).as(err).isZero();
    return new Said(out, err);
  }

  @Test
  void shouldWarnOnceWhereVectorsAreOffByMistake() throws Exception {
    Said said = run();
    assertThat(said.out()).isEqualTo("scalar");
    assertThat(said.err())
        .containsOnlyOnce("two to three times as long")
        .containsOnlyOnce("add --add-modules jdk.incubator.vector to the options of the JVM");
  }

  @Test
  void shouldSayNothingWhereLoopsAreAsWanted() throws Exception {
    assertThat(run(VECTORS).err()).doesNotContain("vectors are off");
    assertThat(run("-Dstreamrecall.kernels=scalar").err()).isEmpty();
  }
}
