package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.client.json.PredictionJson;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;

class BackendTest {
  private static final RecallModel MODEL =
      RecallModel.untrained(Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}")));
  private static final int CONTEXTS = 5;
  private static final int PHASE = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static EmbeddedBroker broker;

  /** What was answered at the end of a life on each. */
  private static final Map<Backend, List<String>> ANSWERS = new EnumMap<>(Backend.class);

  @TempDir static Path folder;

  @BeforeAll
  static void live() throws Exception {
    broker = EmbeddedBroker.start();
    for (Backend backend : Backend.values()) {
      ANSWERS.put(backend, lived(backend));
    }
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  @Test
  void shouldGoOnWithTheSameBytesAfterAnEndWithoutWarningAndAfterAStop() {
    assertThat(ANSWERS.get(Backend.ROCKSDB)).isEqualTo(ANSWERS.get(Backend.HEAP));
  }

  @Test
  void shouldRefuseToGoOnFromTheOther() throws Exception {
    Path model = folder.resolve("model.safetensors");
    Files.write(model, MODEL.toBytes());
    String remedy = "; go on with that, or choose another --state to start anew";
    assertRefused(model, folder.resolve("HEAP"), "rocksdb", "is of --backend HEAP" + remedy);
    assertRefused(model, folder.resolve("ROCKSDB"), "heap", "is of --backend ROCKSDB" + remedy);
  }

  @Test
  void shouldKeepASecondRunOffTheFolderOfAnother() throws Exception {
    Path model = folder.resolve("model.safetensors");
    Files.write(model, MODEL.toBytes());
    Path state = folder.resolve("HEAP");
    String inUse = "is in use by another run; stop that or choose another --state";
    FileChannel other = new StateFolder(state).lock();
    try {
      assertRefused(model, state, "heap", inUse);
    } finally {
      other.close();
    }
    new StateFolder(state).lock().close();
  }

  private static void assertRefused(Path model, Path state, String backend, String why) {
    Invocation run =
        Invocation.of(
            "run",
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--model",
            model,
            "--state",
            state,
            "--backend",
            backend);
    assertThat(run.err()).isEqualTo("streamrecall: the state folder %s %s%n".formatted(state, why));
    assertThat(run.status()).isEqualTo(1);
  }

  /** What is answered after a life of three jobs, each from what the last one left. */
  private static List<String> lived(Backend backend) throws Exception {
    Topics topics = Topics.withPrefix(backend.name().toLowerCase(Locale.ROOT));
    Path state = folder.resolve(backend.name());
    try (LocalCluster cluster = LocalCluster.start(2)) {
      submit(cluster, backend, topics, state);
      tell(topics, 0);
      Path kept = awaitCheckpoint(state);
      assertThat(shared(kept).isEmpty()).isEqualTo(backend == Backend.HEAP);
    } // ends the cluster under the running job
    // What a job went on from is gone when it has stopped: one whole state is ever left.
    List<Path> killed = checkpoints(state);
    assertThat(killed).hasSize(1);
    try (LocalCluster cluster = LocalCluster.start(2)) {
      tellAndStop(cluster, backend, topics, state, 1);
      Path stopped = awaitOneOtherThan(killed.get(0), state);
      List<String> answers = tellAndStop(cluster, backend, topics, state, 2);
      awaitOneOtherThan(stopped, state);
      return answers;
    }
  }

  private static List<String> tellAndStop(
      LocalCluster cluster, Backend backend, Topics topics, Path state, int phase)
      throws Exception {
    LocalJob job = submit(cluster, backend, topics, state);
    List<String> answers = tell(topics, phase);
    assertThat(job.stop(PATIENCE)).isTrue();
    return answers;
  }

  private static LocalJob submit(LocalCluster cluster, Backend backend, Topics topics, Path state)
      throws Exception {
    StreamExecutionEnvironment environment = cluster.environment();
    String name = topics.tokens();
    RecallJob.build(
        environment,
        MODEL,
        JobOptions.of(KafkaSettings.of(broker.bootstrapServers(), topics, name))
            .withSketchBytes(2048)
            .withCheckpointInterval(Duration.ofMillis(200))
            .withState(state));
    backend.configure(environment, MemorySize.ofMebiBytes(16));
    LocalJob job = cluster.submit(environment, name);
    job.awaitRunning(PATIENCE);
    return job;
  }

  /** Tells every context as much again, waits until it has been heard, and returns the answers. */
  private static List<String> tell(Topics topics, int phase) throws Exception {
    try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics)) {
      return tell(client, phase);
    }
  }

  private static List<String> tell(RecallClient client, int phase) throws Exception {
    for (int i = phase * PHASE; i < (phase + 1) * PHASE; i++) {
      for (int c = 0; c < CONTEXTS; c++) {
        float angle = i * (c + 1);
        float[] tag = {(float) Math.cos(angle), (float) Math.sin(angle)};
        client.tell(Token.of("c" + c, tag, new float[] {tag[0] * c + i % 7}, i));
      }
    }
    List<String> answers = new ArrayList<>();
    for (int c = 0; c < CONTEXTS; c++) {
      answers.add(ask(client, phase, c));
    }
    return answers;
  }

  private static String ask(RecallClient client, int phase, int c) throws Exception {
    for (int attempt = 0; attempt < 200; attempt++) {
      Query query =
          Query.of("q" + phase + "-" + attempt, "c" + c, new float[] {.6f, .8f}, 1_000_000);
      Prediction prediction = client.ask(query).get(30, TimeUnit.SECONDS);
      if (prediction.answer().tokens() == (phase + 1L) * PHASE) {
        byte[] json = new PredictionJson(MODEL.schema()).write(prediction);
        return new String(json, StandardCharsets.UTF_8).replace(prediction.id(), "q");
      }
      Thread.sleep(50);
    }
    throw new AssertionError("c" + c + " never had the tokens of phase " + phase);
  }

  /** Waits for two more checkpoints: the second was begun after this was called. */
  private static Path awaitCheckpoint(Path state) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Set<Path> seen = new HashSet<>(checkpoints(state));
    long more = 0;
    while (System.nanoTime() < deadline) {
      List<Path> now = checkpoints(state);
      more += now.stream().filter(seen::add).count();
      if (more >= 2 && now.size() == 1) {
        return now.get(0);
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no new checkpoint alone in " + state + ": " + checkpoints(state));
  }

  /** Flink removes in the background what is no longer needed. */
  private static Path awaitOneOtherThan(Path old, Path state) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Path> now = checkpoints(state);
    while (now.size() != 1 || now.contains(old)) {
      assertThat(System.nanoTime()).as("still there: %s", now).isLessThan(deadline);
      Thread.sleep(20);
      now = checkpoints(state);
    }
    return now.get(0);
  }

  private static List<Path> checkpoints(Path state) throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      return files
          .filter(file -> file.getFileName().toString().equals("_metadata"))
          .map(Path::getParent)
          .toList();
    } catch (UncheckedIOException e) {
      return List.of(); // one was removed meanwhile
    }
  }

  /** The files that a job's incremental checkpoints have in common. */
  private static List<Path> shared(Path checkpoint) throws IOException {
    try (Stream<Path> files = Files.list(checkpoint.resolveSibling("shared"))) {
      return files.toList();
    }
  }
}
