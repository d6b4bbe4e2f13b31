package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.Topics;
import org.streamrecall.events.EventSchema;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;

/** What run says before it runs; that it serves is shown by the pipeline tests. */
class RunCommandTest {
  @TempDir static Path folder;
  private static final EventSchema OTHER = EventSchema.of("k", null, "z", "y", null);
  private static EmbeddedBroker broker;
  private static Path model;

  @BeforeAll
  static void start() throws IOException {
    broker = EmbeddedBroker.start();
    model = folder.resolve("model.safetensors");
    Schema schema = Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}"));
    Files.write(model, RecallModel.untrained(schema).toBytes());
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  @Test
  void shouldSayThatNoBrokerAnswers() {
    assertFails(
        "no Kafka broker answers at localhost:1; start one or correct --bootstrap-servers",
        "--bootstrap-servers",
        "localhost:1",
        "--model",
        model.toString());
  }

  @Test
  void shouldSayThatTheModelIsMissing() {
    assertFails("--model nowhere does not exist; correct the path", with("--model", "nowhere"));
  }

  @Test
  void shouldSayHowManyBytesASketchNeeds() {
    assertFails(
        "sketch.bytes=10 is below", with("--model", model.toString(), "--sketch-bytes", "10"));
  }

  @Test
  void shouldRefuseATransactionThatCheckpointsOutlive() {
    assertFails(
        "the transaction time-out of 1000 ms is not above the 120500 ms that a checkpoint interval"
            + " of 500 ms can take, and answers would be lost; checkpoint more often or raise"
            + " --transaction-timeout",
        with("--model", model.toString(), "--transaction-timeout", "1000"));
  }

  @Test
  void shouldRefuseATransactionThatTheBrokerWill() {
    assertFails(
        "the transaction time-out of 3600000 ms is above the broker's"
            + " transaction.max.timeout.ms=900000; lower --transaction-timeout or raise the"
            + " broker's",
        with("--model", model.toString(), "--transaction-timeout", "3600000"));
  }

  @Test
  void shouldRefuseToLetEventsWithoutTimesFade() {
    assertFails(
        "--half-life needs to know when events were; name their time with --time, or leave it out",
        with(
            "--events",
            "a",
            "--out",
            "b",
            "--key",
            "k",
            "--like",
            "x",
            "--predict",
            "y",
            "--half-life",
            "P30D"));
  }

  @Test
  void shouldRefuseTopicsThatKafkaWould() {
    assertFails(
        "topic=\"a b.tokens\" is not a topic's name",
        with("--model", model.toString(), "--topics", "a b"));
  }

  /** Other features need another memory: said at once, not after ten attempts to start. */
  @Test
  void shouldRefuseStateOfAnotherSchema() throws InterruptedException {
    JobOptions options =
        JobOptions.of(
                KafkaSettings.of(broker.bootstrapServers(), Topics.withPrefix("kept"), "kept"))
            .withState(folder.resolve("state"));
    EventSchema made = EventSchema.of("k", null, "x", "y", null);
    try (LocalCluster cluster = LocalCluster.start(1)) {
      StreamExecutionEnvironment environment = cluster.environment();
      RecallJob.build(environment, made.untrained(), options, "a", "b");
      LocalJob job = cluster.submit(environment, "kept");
      job.awaitRunning(Duration.ofSeconds(30));
      assertThat(job.stop(Duration.ofSeconds(30))).isTrue();
    }
    assertFails(
        "the job failed: the job's model has schema " + OTHER.schema().hash() + ", the restored",
        with(
            "--topics",
            "kept",
            "--events",
            "a",
            "--out",
            "b",
            "--key",
            "k",
            "--like",
            "z",
            "--predict",
            "y",
            "--state",
            folder.resolve("state").toString()));
    // It was the failed job's to remove, and is there all the same.
    assertThat(new StateFolder(folder.resolve("state")).newest()).isPresent();
  }

  private static String[] with(String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "--bootstrap-servers";
    args[1] = broker.bootstrapServers();
    System.arraycopy(more, 0, args, 2, more.length);
    return args;
  }

  private static void assertFails(String message, String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "run";
    System.arraycopy(options, 0, args, 1, options.length);
    StringWriter err = new StringWriter();
    int status =
        StreamRecall.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), args);
    assertThat(err.toString().strip()).startsWith("streamrecall: ").contains(message);
    assertThat(err.toString().strip()).doesNotContain("\n");
    assertThat(status).isEqualTo(1);
  }
}
