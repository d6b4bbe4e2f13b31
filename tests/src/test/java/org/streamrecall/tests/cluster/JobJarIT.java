package org.streamrecall.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar that clusters are given, as the build left it. */
class JobJarIT {
  private static final BuiltFiles BUILT = BuiltFiles.ofProperty();
  private static final Path JAR = BUILT.jobJar();

  @Test
  void shouldBeSmall() throws IOException {
    assertThat(Files.size(JAR)).isBetween(10_000_000L, 40_000_000L);
  }

  @Test
  void shouldHoldNothingThatAClusterHasOrDoesNotNeed() throws IOException {
    Set<String> names = entries(JAR);
    assertThat(names)
        .contains(
            "org/streamrecall/deploy/JobMain.class",
            "org/streamrecall/flink/Recall.class",
            "org/streamrecall/measure/MeasureSketch.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/producer/KafkaProducer.class",
            "META-INF/LICENSE",
            "META-INF/NOTICE",
            "META-INF/NOTICE.txt")
        .noneMatch(name -> name.startsWith("scala/"))
        .noneMatch(name -> name.startsWith("kafka/server/"))
        .noneMatch(name -> name.startsWith("org/rocksdb/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("org/apache/logging/"))
        .noneMatch(name -> name.startsWith("log4j"))
        .noneMatch(name -> name.contains("randomcutforest"))
        .noneMatch(name -> name.contains("EmbeddedBroker"));
    assertThat(names)
        .filteredOn(name -> name.startsWith("org/apache/flink/") && name.endsWith(".class"))
        .isNotEmpty()
        .allMatch(
            name ->
                name.startsWith("org/apache/flink/connector/kafka/")
                    || name.startsWith("org/apache/flink/streaming/connectors/kafka/")
                    || name.endsWith("/JSONKeyValueDeserializationSchema.class"));
  }

  @Test
  void shouldStartAtItsMainClassAndKeepTheServicesOfItsParts() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS))
          .isEqualTo("org.streamrecall.deploy.JobMain");
      assertThat(text(jar, "META-INF/services/com.fasterxml.jackson.core.JsonFactory"))
          .contains("com.fasterxml.jackson.core.JsonFactory");
      assertThat(
              text(jar, "META-INF/services/org.apache.kafka.common.config.provider.ConfigProvider"))
          .contains("org.apache.kafka.common.config.provider.EnvVarConfigProvider");
      assertThat(text(jar, "META-INF/NOTICE")).contains("Flink", "Jackson");
    }
  }

  /** In it or in a Flink distribution. */
  @Test
  void shouldFindEverythingThatOurClassesNeed() throws IOException {
    Set<String> there = new HashSet<>(entries(JAR));
    for (String jar : BUILT.distribution().split(":")) {
      there.addAll(entries(Path.of(jar)));
    }
    Set<String> missing = new TreeSet<>();
    JavaClasses ours =
        new ClassFileImporter().importUrl(new URL("jar:" + JAR.toUri() + "!/org/streamrecall"));
    assertThat(ours.size()).isGreaterThan(200);
    for (JavaClass one : ours) {
      for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
        String name = dependency.getTargetClass().getBaseComponentType().getFullName();
        if (!isOfJdk(name) && !there.contains(name.replace('.', '/') + ".class")) {
          missing.add(one.getSimpleName() + " -> " + name);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean isOfJdk(String name) {
    return !name.contains(".")
        || name.startsWith("java.")
        || name.startsWith("jdk.")
        || name.startsWith("javax.net.")
        || name.startsWith("com.sun.management.");
  }

  private static Set<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return new HashSet<>(file.stream().map(JarEntry::getName).toList());
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getJarEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
