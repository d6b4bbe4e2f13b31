package org.streamrecall.tests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the build leaves for a cluster.
 *
 * @param root of the source tree
 */
record BuiltFiles(Path root) {
  private static final String ROOT = "streamrecall.root";

  /** Of the tree that a script or the build names. */
  static BuiltFiles ofProperty() {
    String root = System.getProperty(ROOT);
    if (root == null) {
      throw new IllegalStateException("-D" + ROOT + " is missing; call tests/cluster");
    }
    return new BuiltFiles(Path.of(root).toAbsolutePath().normalize());
  }

  /** The jar that is submitted. */
  Path jobJar() {
    Path folder = root.resolve("deploy/target");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("streamrecall-job-.*\\.jar"))
          .findAny()
          .orElseThrow(() -> unbuilt(folder + " has no streamrecall-job-*.jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(unbuilt(folder + " cannot be read").getMessage(), e);
    }
  }

  /** What a Flink distribution has on its class path; nothing of ours is there. */
  String distribution() {
    Path list = root.resolve("tests/distribution/target/classpath");
    try {
      String classPath = Files.readString(list).strip();
      List<String> ours =
          Stream.of(classPath.split(":")).filter(jar -> jar.contains("streamrecall")).toList();
      if (!ours.isEmpty()) {
        throw new IllegalStateException("a Flink distribution has none of " + ours);
      }
      return classPath;
    } catch (IOException e) {
      throw new UncheckedIOException(unbuilt(list + " is missing").getMessage(), e);
    }
  }

  private static IllegalStateException unbuilt(String what) {
    return new IllegalStateException(what + "; build it: mvn -DskipTests package");
  }
}
