package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.client.json.EventQuestionJson;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Status;
import org.streamrecall.model.Token;

/** Forgetting by a real job, and what a real broker still holds afterwards. */
class ForgetCommandTest {
  private static final RecallModel MODEL =
      RecallModel.untrained(Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}")));
  private static EmbeddedBroker broker;
  private static LocalCluster cluster;

  @TempDir Path state;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    cluster = LocalCluster.start(2);
  }

  @AfterAll
  static void end() {
    cluster.close();
    broker.close();
  }

  @Test
  void shouldEmptyTheMemoryAndSayWhatRemains() throws Exception {
    Topics topics = Topics.withPrefix("forget");
    StreamExecutionEnvironment environment = cluster.environment();
    RecallJob.build(environment, MODEL, options(topics));
    LocalJob job = cluster.submit(environment, "forget");
    job.awaitRunning(Duration.ofSeconds(30));
    Path old = state.resolve("savepoint-old");
    Files.createDirectories(old);
    Files.setLastModifiedTime(
        Files.createFile(old.resolve("_metadata")), FileTime.from(Instant.EPOCH));
    try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics)) {
      for (int i = 0; i < 3; i++) {
        client.tell(token("card \"7\"", i)).get();
        client.tell(token("other", i)).get();
      }
      awaitTokens(client, "card \"7\"", 3);
      send(topics.tokens(), "{\"tag\":[1],\"context\":\"card \\\"7\\\"\"}");
      send(topics.tokens(), "{\"context\":\"card \\\"7\\\"\",\"tag\":[1,");
      abort(topics.predictions(), "card \"7\"");
      JsonNode told = forget("forget", "card \"7\"", "--state", state.toString(), "--json");
      awaitTokens(client, "card \"7\"", 0);
      awaitTokens(client, "other", 3);
      assertThat(told.get("context").asText()).isEqualTo("card \"7\"");
      assertThat(told.at("/forget/topic").asText()).isEqualTo("forget.tokens");
      JsonNode tokens = topic(told, "forget.tokens");
      assertThat(tokens.get("records").asInt()).isEqualTo(5); // not the forget itself
      assertThat(tokens.get("hidden").asInt()).isZero();
      assertThat(tokens.get("cleanupPolicy").asText()).isEqualTo("delete");
      assertThat(tokens.get("retentionMs").asLong()).isEqualTo(Duration.ofDays(7).toMillis());
      assertThat(tokens.get("remedy").asText())
          .startsWith(
              "Kafka deletes whole segments, none before "
                  + Instant.parse(tokens.get("newest").asText()).plus(Duration.ofDays(7)));
      assertThat(topic(told, "forget.predictions").get("hidden").asInt()).isPositive();
      assertThat(topic(told, "forget.queries").get("records").asInt()).isPositive();
      assertThat(told.findValuesAsText("path")).contains(old.toString());
      assertThat(told.get("notes")).isEmpty();
    } finally {
      job.cancel();
    }
  }

  @Test
  void shouldForgetAKeyOfEvents() throws Exception {
    Topics topics = Topics.withPrefix("forget-events");
    StreamExecutionEnvironment environment = cluster.environment();
    RecallModel model = EventSchema.of("who.card", null, "x", "y", null).untrained();
    RecallJob.build(environment, model, options(topics), new EventTopics("paid", "judged"));
    LocalJob job = cluster.submit(environment, "forget-events");
    job.awaitRunning(Duration.ofSeconds(30));
    try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics)) {
      for (int i = 0; i < 4; i++) {
        send("paid", "{\"who\":{\"card\":7},\"x\":" + i + ",\"y\":1}");
        send("paid", "{\"who\":{\"card\":8},\"x\":" + i + ",\"y\":1}");
      }
      awaitStatus(client, "7", Status.OK);
      List<String> lines =
          lines("forget-events", "7", "--events", "paid", "--key", "who.card", "--out", "judged");
      awaitStatus(client, "7", Status.EMPTY_CONTEXT);
      awaitStatus(client, "8", Status.OK);
      assertThat(lines.get(0))
          .matches("the job forgets 7 when it reads forget-events.queries-\\d+@\\d+, sent .*Z");
      assertThat(lines).anyMatch(line -> line.matches("paid: 4 records of .*, kept 7 days .*"));
      assertThat(lines).anyMatch(line -> line.matches("judged: 4 records of .*"));
      assertThat(lines)
          .contains(
              "checkpoints were not looked for; name the job's folder with --state",
              "a job that is started without its state learns again what paid still holds");
    } finally {
      job.cancel();
    }
  }

  /** Neither its events nor who asks has a key; Kafka's own keys are the sender's. */
  @Test
  void shouldAnswerAndForgetOneSeries() throws Exception {
    Topics topics = Topics.withPrefix("series");
    StreamExecutionEnvironment environment = cluster.environment();
    RecallModel model = EventSchema.of(null, null, "x", "y", null).untrained();
    RecallJob.build(environment, model, options(topics), new EventTopics("read", "told"));
    LocalJob job = cluster.submit(environment, "series");
    job.awaitRunning(Duration.ofSeconds(30));
    try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics)) {
      for (int i = 0; i < 4; i++) {
        send("read", "{\"x\":" + i + ",\"y\":1}");
      }
      awaitStatus(client, "all", Status.OK);
      String[] ask = {"ask", "--topics", "series", "--like", "{\"x\":1}"};
      assertThat(invoke(ask).out()).startsWith("y   1.0");
      sendLetterFromNowhere(topics.deadLetters());
      List<String> lines =
          invoke("forget", "--topics", "series", "--events", "read", "--out", "told")
              .out()
              .lines()
              .toList();
      awaitStatus(client, "all", Status.EMPTY_CONTEXT);
      assertThat(invoke(ask).out())
          .isEqualTo("the series has no past yet: nothing can be foretold\n");
      assertThat(lines).anyMatch(line -> line.matches("read: 4 records of .*, kept 7 days .*"));
      assertThat(lines).anyMatch(line -> line.matches("told: 4 records of .*"));
      assertThat(invoke("ask", "--topics", "series", "--like", "{}", "--context", "x").err())
          .contains("the question was refused: context=\"x\" is of no series");
    } finally {
      job.cancel();
    }
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThat(invoke("forget", "--topics", "forget").err())
        .contains("--context is missing; say whose memory is emptied, or --events alone of a job");
    assertThat(run("forget-nobody", "c").err())
        .contains("the topic forget-nobody.predictions does not exist; start the job first");
    assertThat(run("forget", "c", "--events", "e").err())
        .contains("--events and --key go together: the topic, and the field of its key");
  }

  private record Invoked(int status, String out, String err) {}

  private static Invoked run(String prefix, String context, String... more) {
    List<String> args = new ArrayList<>(List.of("forget", "--topics", prefix));
    args.addAll(List.of("--context", context));
    args.addAll(Arrays.asList(more));
    return invoke(args.toArray(new String[0]));
  }

  private static Invoked invoke(String... command) {
    List<String> args = new ArrayList<>(Arrays.asList(command));
    args.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        StreamRecall.execute(
            new PrintWriter(out), new PrintWriter(err), args.toArray(new String[0]));
    return new Invoked(status, out.toString(), err.toString());
  }

  private static List<String> lines(String prefix, String context, String... more) {
    Invoked invoked = run(prefix, context, more);
    assertThat(invoked.status()).as(invoked.err()).isZero();
    return invoked.out().lines().toList();
  }

  private static JsonNode forget(String prefix, String context, String... more) throws Exception {
    List<String> lines = lines(prefix, context, more);
    assertThat(lines).hasSize(1);
    return new ObjectMapper().readTree(lines.get(0));
  }

  private static JsonNode topic(JsonNode told, String name) {
    for (JsonNode topic : told.get("topics")) {
      if (topic.get("topic").asText().equals(name)) {
        return topic;
      }
    }
    throw new AssertionError(name + " is not in " + told);
  }

  private JobOptions options(Topics topics) {
    return JobOptions.of(KafkaSettings.of(broker.bootstrapServers(), topics, topics.tokens()))
        .withPartitions(2)
        .withState(state)
        .withCheckpointInterval(Duration.ofMillis(100));
  }

  private static Token token(String context, int i) {
    return new Token(context, new float[] {1, 0}, new float[] {i}, i, 1, "r" + i);
  }

  private static void awaitTokens(RecallClient client, String context, int tokens)
      throws Exception {
    for (int i = 0; i < 200; i++) {
      Query query = Query.of("wait " + System.nanoTime(), context, new float[] {1, 0}, 1);
      if (client.ask(query).get(20, TimeUnit.SECONDS).answer().tokens() == tokens) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError(context + " never had " + tokens + " tokens");
  }

  private static void awaitStatus(RecallClient client, String key, Status status) throws Exception {
    for (int i = 0; i < 200; i++) {
      String id = "wait " + System.nanoTime();
      byte[] question = EventQuestionJson.write(id, key, "{\"x\":1}");
      Prediction answer = client.ask(id, key, question, null).get(20, TimeUnit.SECONDS);
      if (answer.answer().status() == status) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError(key + " was never " + status);
  }

  private static void send(String topic, String value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      producer.send(new ProducerRecord<>(topic, utf8(value))).get();
    }
  }

  /** As nobody but a stranger writes it. */
  private static void sendLetterFromNowhere(String topic) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, utf8("{}"));
      letter.headers().add("recall.topic", null);
      producer.send(letter).get();
    }
  }

  /** What a job left that failed between two checkpoints. */
  private static void abort(String topic, String key) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "aborted"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, utf8(key), utf8("{}"))).get();
      producer.abortTransaction();
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
