package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of the releases so far, each with what came out after it then: every later program
 * goes on from them, on either backend. A release adds its own: run the tests with {@code
 * -Dsavepoints.write=RELEASE}, and never write one anew.
 */
class StoredSavepointTest {
  private static final Path STORE = Path.of("src", "test", "resources", "savepoints");
  private static final String ANSWERS = "answers.txt";

  /** What comes out, in this JVM: it leaves no state of its own in a savepoint. */
  private static final class Heard implements MapFunction<String, String> {
    private static final long serialVersionUID = 1;

    static final Queue<String> LINES = new ConcurrentLinkedQueue<>();

    @Override
    public String map(String line) {
      LINES.add(line);
      return line;
    }
  }

  static Stream<Arguments> stored() throws IOException {
    List<Arguments> all = new ArrayList<>();
    try (Stream<Path> releases = Files.list(STORE)) {
      for (Path release : releases.sorted().toList()) {
        for (StoredJob job : StoredJob.values()) {
          if (Files.isDirectory(folder(release, job))) {
            all.add(Arguments.of(release, job, "hashmap"));
            all.add(Arguments.of(release, job, "rocksdb"));
          }
        }
      }
    }
    return all.stream();
  }

  private static Path folder(Path release, StoredJob job) {
    return release.resolve(job.name().toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @MethodSource("stored")
  void shouldGoOnFromEveryReleasesSavepoint(Path release, StoredJob job, String backend)
      throws Exception {
    Path folder = folder(release, job);
    assertThat(goOn(job, folder, backend))
        .isNotEmpty()
        .isEqualTo(Files.readAllLines(folder.resolve(ANSWERS)));
  }

  @Test
  @EnabledIfSystemProperty(named = "savepoints.write", matches = ".+")
  void writes() throws Exception {
    Path release = STORE.resolve(System.getProperty("savepoints.write"));
    assertThat(release).as("is written once").doesNotExist();
    for (StoredJob job : StoredJob.values()) {
      Path folder = folder(release, job);
      Files.createDirectories(folder);
      StreamExecutionEnvironment environment = environment(new Configuration());
      Heard.LINES.clear();
      job.build(environment, false).map(new Heard()).sinkTo(new DiscardingSink<>());
      JobClient client = environment.executeAsync();
      while (Heard.LINES.isEmpty()) { // until it runs
        Thread.sleep(10);
      }
      Thread.sleep(2000); // and takes in all of the first half
      String savepoint =
          client
              .stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
              .get();
      Path made = Path.of(URI.create(savepoint));
      try (Stream<Path> files = Files.list(made)) {
        for (Path file : files.toList()) {
          Files.move(file, folder.resolve(file.getFileName()));
        }
      }
      Files.delete(made);
      Files.write(folder.resolve(ANSWERS), goOn(job, folder, "hashmap"));
    }
  }

  /** What comes out of the second half, in the order of the alphabet. */
  private static List<String> goOn(StoredJob job, Path savepoint, String backend) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    StreamExecutionEnvironment environment = environment(configuration);
    Heard.LINES.clear();
    job.build(environment, true).map(new Heard()).sinkTo(new DiscardingSink<>());
    environment.execute();
    return Heard.LINES.stream().sorted().toList();
  }

  private static StreamExecutionEnvironment environment(Configuration configuration) {
    configuration.set(PipelineOptions.MAX_PARALLELISM, OperatorHarness.MOST);
    return LocalEnvironment.of(2, configuration);
  }
}
