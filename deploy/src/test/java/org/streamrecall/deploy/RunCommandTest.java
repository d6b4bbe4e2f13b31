package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.Topics;
import org.streamrecall.events.schema.EventSchema;
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
  void shouldRefuseATopicThatTakesNoRecordAsLargeAsTheJobMayWrite() throws Exception {
    create("small.predictions", "max.message.bytes", "500000");
    assertFails(
        "the topic small.predictions takes records of max.message.bytes=500000, the job may write"
            + " ones of 1048576; raise the topic's, or lower --max-request-size",
        with("--model", model.toString(), "--topics", "small"));
    create("compacted.dead-letters", "cleanup.policy", "compact");
    assertFails(
        "the topic compacted.dead-letters is compacted, which takes no record without a key, and a dead"
            + " letter may have none; set its cleanup.policy=delete",
        with("--model", model.toString(), "--topics", "compacted"));
  }

  private static void create(String topic, String config, String value) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      NewTopic created = new NewTopic(topic, Optional.of(1), Optional.empty());
      admin.createTopics(List.of(created.configs(Map.of(config, value)))).all().get();
    }
  }

  @Test
  void shouldRefuseAShadowOfAnotherSchema() throws IOException {
    Path other = folder.resolve("other.safetensors");
    Schema wider = Schema.of(FieldsJson.parse("{\"tag\":3,\"content\":1}"));
    Files.write(other, RecallModel.untrained(wider).toBytes());
    assertFails(
        "the shadow model has schema " + wider.hash() + ", the memories of recall \"recall\" have",
        with("--model", model.toString(), "--shadow", other.toString()));
    assertFails(
        "--shadow nowhere does not exist; correct the path",
        with("--model", model.toString(), "--shadow", "nowhere"));
  }

  @Test
  void shouldSayWhatGoesWithTokensAndWhatIsNoMoment() {
    assertMisused(
        "--salts and --salted go with tokens and queries",
        with("--events", "a", "--out", "b", "--salts", "4"));
    assertMisused(
        "--distinct-refs goes with --id, the field that an event is known by",
        with("--events", "a", "--out", "b", "--distinct-refs", "5"));
    assertMisused(
        "--id goes with --events; a token is known by its ref",
        with("--model", model.toString(), "--id", "order"));
    assertMisused(
        "--salted goes with --salts: which contexts, and in how many shards",
        with("--model", model.toString(), "--salted", "hot"));
    assertFails(
        "salts=3 is no power of two up to 64", with("--model", model.toString(), "--salts", "3"));
    assertMisused(
        "'yesterday' is no moment; write 2026-01-31T12:00:00Z or 2026-01-31T12:00:00+01:00",
        with("--model", model.toString(), "--queries-from", "yesterday"));
    assertMisused(
        "expected one of [DEAD_LETTER, dead-letter, DROP, FAIL]",
        with("--model", model.toString(), "--bad-records", "ignore"));
  }

  @Test
  void shouldSayWhatAlarmsGoWith() {
    assertMisused(
        "--alarms goes with --events; tokens and queries raise none",
        with("--model", model.toString(), "--alarms", "rung"));
    assertMisused(
        "--alarms goes with --events; tokens and queries raise none",
        with("--model", model.toString(), "--cool-down", "3"));
    assertMisused(
        "--quantiles goes with --events; answers to queries of tokens have none",
        with("--model", model.toString(), "--quantiles", ".5"));
    assertMisused(
        "--false-alarms, --least-deviation, --cool-down and --silences go with --alarms",
        with("--events", "a", "--out", "b", "--false-alarms", "1/100"));
    assertMisused(
        "--alarms=\"a b\" is not a topic's name",
        with("--events", "a", "--out", "b", "--alarms", "a b"));
  }

  @Test
  void shouldRefuseToWriteAlarmsWhereSomethingElseIs() {
    for (List<String> one :
        List.of(
            List.of("a", "alarms topic=\"a\" is the topic of the events; name another"),
            List.of("b", "alarms topic=\"b\" is the topic of the answers; name another"),
            List.of("recall.models", "alarms topic=\"recall.models\" is the job's own topic of"))) {
      assertFails(one.get(1), with(ofEvents("--alarms", one.get(0))));
    }
  }

  private static String[] ofEvents(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("--events", "a", "--out", "b", "--key", "k", "--like", "x", "--predict", "y"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Created as the others, and checked as they are. */
  @Test
  void shouldMakeTheTopicOfAlarms() throws Exception {
    List<String> line = new ArrayList<>(List.of("topics"));
    line.addAll(List.of(with(ofEvents("--topics", "alarming", "--alarms", "rung"))));
    Invocation made = Invocation.of(line.toArray());
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(made.out()).contains("rung\t4\tcreated\n");
    assertThat(Invocation.of(line.toArray()).out()).contains("rung\t4\tthere\n");
    create("small.alarms", "max.message.bytes", "500000");
    assertFails(
        "the topic small.alarms takes records of max.message.bytes=500000, the job may write ones",
        with(ofEvents("--topics", "alarming", "--alarms", "small.alarms")));
  }

  @Test
  void shouldRefuseTopicsThatKafkaWould() {
    assertFails(
        "topic=\"a b.tokens\" is not a topic's name",
        with("--model", model.toString(), "--topics", "a b"));
  }

  /** Else dead letters would be read as events for ever, or answers as questions. */
  @Test
  void shouldRefuseToReadOrWriteItsOwnTopicsAsSomethingElse() {
    assertFails(
        "out topic=\"recall.queries\" is the job's own topic of queries; name another",
        with(
            "--events",
            "a",
            "--out",
            "recall.queries",
            "--key",
            "k",
            "--like",
            "x",
            "--predict",
            "y"));
    assertFails(
        "reply topic=\"recall.tokens\" is the job's own topic of tokens; name another",
        with("--model", model.toString(), "--reply-topics", "mine,recall.tokens"));
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
      RecallJob.build(environment, made.untrained(), options, new EventTopics("a", "b"));
      LocalJob job = cluster.submit(environment, "kept");
      job.awaitRunning(Duration.ofSeconds(30));
      assertThat(job.stop(Duration.ofSeconds(30))).isTrue();
    }
    assertFailsLater(
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
    assertEnds(1, message, options);
  }

  /** After what it says at start. */
  private static void assertFailsLater(String message, String... options) {
    List<String> lines = assertStatus(1, options);
    assertThat(lines.get(0)).startsWith("going on from " + folder.resolve("state") + "/savepoint-");
    assertThat(lines.get(1)).startsWith("100,000 keys take up to 1.6 GB of the heap");
    assertThat(lines.get(lines.size() - 1)).startsWith("streamrecall: ").contains(message);
  }

  private static void assertMisused(String message, String... options) {
    assertEnds(2, message, options);
  }

  private static void assertEnds(int expected, String message, String... options) {
    List<String> lines = assertStatus(expected, options);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("streamrecall: ").contains(message);
  }

  private static List<String> assertStatus(int expected, String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "run";
    System.arraycopy(options, 0, args, 1, options.length);
    StringWriter err = new StringWriter();
    int status =
        StreamRecall.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), args);
    assertThat(status).as(err.toString()).isEqualTo(expected);
    return err.toString().strip().lines().toList();
  }
}
