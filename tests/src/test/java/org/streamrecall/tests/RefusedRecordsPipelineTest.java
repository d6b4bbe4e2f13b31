package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.EventTopics;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.kafka.BadRecords;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.tests.Fuzz.Fate;
import org.streamrecall.tests.Fuzz.Fuzzed;

/** What a job does with bad records, and with answers that Kafka would not take. */
@Timeout(120)
class RefusedRecordsPipelineTest {
  private static final RecallModel MODEL =
      RecallModel.untrained(Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}")));
  private static final RecallModel OF_EVENTS =
      EventSchema.of("machine", null, "load", "power", null).untrained();

  private static EmbeddedBroker broker;
  private static LocalCluster cluster;
  private Topics topics;
  private SentRecords sent;
  private LocalJob job;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    cluster = LocalCluster.start(2);
  }

  @BeforeEach
  void open(TestInfo test) {
    topics = Topics.withPrefix(test.getTestMethod().orElseThrow().getName());
    sent = new SentRecords(broker.bootstrapServers());
  }

  @AfterEach
  void cancel() {
    job.cancel();
    sent.close();
  }

  @AfterAll
  static void end() {
    cluster.close();
    broker.close();
  }

  @Test
  void shouldDropWhatIsBadAndGoOn() throws Exception {
    job = tokens(settings -> settings.withBadRecords(BadRecords.DROP));
    sent.send(topics.tokens(), record("{\"context\":"));
    sent.send(topics.models(), new Fuzzed(new byte[] {'m'}, new byte[7], Fate.EITHER));
    sent.flush();
    requireAnswer();
    assertThat(all(topics.deadLetters())).isEmpty();
    assertThat(job.restarts()).isZero();
  }

  @Test
  void shouldFailForGoodAtABadRecordButNotAtABadModel() throws Exception {
    job = tokens(settings -> settings.withBadRecords(BadRecords.FAIL));
    sent.send(topics.models(), new Fuzzed(new byte[] {'m'}, new byte[7], Fate.EITHER));
    sent.flush();
    requireAnswer();
    try (KafkaReader letters = new KafkaReader(broker.bootstrapServers(), topics.deadLetters())) {
      assertThat(letters.await(1)).hasSize(1);
    }
    assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
    sent.send(topics.tokens(), record("{\"context\":\"c\",\"tag\":[1],\"content\":[1]}"));
    sent.flush();
    assertThatThrownBy(() -> job.awaitEnd())
        .hasMessage(
            "the job failed: the record at topic "
                + topics.tokens()
                + ", partition 0, offset 0 is bad: tag has 1 numbers, the schema says 2; send exactly"
                + " that many; to go past it start again with --bad-records dead-letter or drop");
    assertThat(job.restarts()).isZero();
  }

  @Test
  void shouldFailForGoodAtABadEvent() throws Exception {
    job = events(settings -> settings.withBadRecords(BadRecords.FAIL));
    sent.send(in(), record(event("1")));
    sent.send(in(), record(event("\"x\"")));
    sent.flush();
    assertThatThrownBy(() -> job.awaitEnd())
        .hasMessageStartingWith(
            "the job failed: the record at topic "
                + in()
                + ", partition 0, offset 1 is bad: load=\"x\" is not a number");
  }

  /** The last few hundred bytes below what a producer may send are what the answer needs. */
  @Test
  void shouldDeadLetterEventsThatDoNotFitWithTheirAnswers() throws Exception {
    job = events(settings -> settings);
    Random random = new Random(3);
    for (int bytes = 1_047_000; bytes <= 1_048_480; bytes += 40) {
      sent.send(in(), large(bytes, random));
    }
    sent.send(in(), record(event("1")));
    List<ConsumerRecord<byte[], byte[]>> letters = letters(in());
    List<ConsumerRecord<byte[], byte[]>> answers = all(in() + ".answered");
    assertThat(letters.size() + answers.size()).isEqualTo(39);
    assertThat(letters.size()).isBetween(10, 30);
    for (ConsumerRecord<byte[], byte[]> letter : letters) {
      assertThat(SentRecords.header(letter, "recall.reason"))
          .startsWith("the event was learned, but its answer takes 104")
          .contains("max.request.size=1048576");
    }
    assertThat(job.restarts()).isZero();
  }

  @Test
  void shouldWriteLargerAnswersIfTold() throws Exception {
    int most = 4 << 20;
    job = events(settings -> settings.withDelivery(settings.delivery().withMaxRequestSize(most)));
    sent.send(in(), large(3_000_000, new Random(4)));
    List<ConsumerRecord<byte[], byte[]>> letters = letters(in());
    assertThat(letters).isEmpty();
    assertThat(all(in() + ".answered")).hasSize(1);
  }

  /** Kafka refuses a record without a key there, and the job would meet it again and again. */
  @Test
  void shouldDeadLetterEventsWithoutAKeyWhereAnswersAreCompacted() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      NewTopic out = new NewTopic(in() + ".answered", Optional.of(1), Optional.empty());
      admin.createTopics(List.of(out.configs(Map.of("cleanup.policy", "compact")))).all().get();
    }
    job = events(settings -> settings);
    sent.send(in(), record(event("1")));
    byte[] keyed = event("2").getBytes(StandardCharsets.UTF_8);
    sent.send(in(), new Fuzzed(new byte[] {'k'}, keyed, Fate.TAKEN));
    List<ConsumerRecord<byte[], byte[]>> letters = letters(in());
    assertThat(all(in() + ".answered")).hasSize(1);
    assertThat(letters).hasSize(1);
    assertThat(SentRecords.header(letters.get(0), "recall.reason"))
        .isEqualTo(
            "the event was learned, but its answer has no key, without which the compacted topic "
                + in()
                + ".answered takes no record; send it with a key");
    assertThat(job.restarts()).isZero();
  }

  private static Fuzzed large(int bytes, Random random) {
    byte[] event =
        event("1,\"note\":\"" + "x".repeat(bytes) + "\"").getBytes(StandardCharsets.UTF_8);
    event = Arrays.copyOf(event, bytes);
    for (int i = 50; i < bytes; i++) {
      event[i] = (byte) (' ' + 3 + random.nextInt(57));
    }
    event[bytes - 2] = '"';
    event[bytes - 1] = '}';
    return new Fuzzed(null, event, Fate.EITHER);
  }

  private static String event(String load) {
    return "{\"machine\":\"m\",\"power\":1,\"load\":" + load + "}";
  }

  private static Fuzzed record(String value) {
    return new Fuzzed(null, value.getBytes(StandardCharsets.UTF_8), Fate.EITHER);
  }

  private void requireAnswer() throws Exception {
    try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics)) {
      Query query = Query.of("q", "c", new float[] {1, 0}, 1);
      assertThat(client.ask(query).get(20, TimeUnit.SECONDS).model()).isEqualTo(MODEL.id());
    }
  }

  /** Of all that was sent, but the last record, which marks the end. */
  private List<ConsumerRecord<byte[], byte[]>> letters(String topic) throws Exception {
    sent.sendLast(topic, 1);
    sent.flush();
    try (BytesReader reader = new BytesReader(broker.bootstrapServers(), topics.deadLetters())) {
      List<ConsumerRecord<byte[], byte[]>> letters = sent.letters(reader);
      letters.removeIf(letter -> SentRecords.header(letter, "recall.length").equals("0"));
      return letters;
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    try (BytesReader reader = new BytesReader(broker.bootstrapServers(), topic)) {
      return reader.all();
    }
  }

  private String in() {
    return topics.tokens() + ".events";
  }

  private LocalJob tokens(UnaryOperator<KafkaSettings> change) throws Exception {
    StreamExecutionEnvironment environment = cluster.environment();
    RecallJob.build(environment, MODEL, options(change, topics.tokens()));
    return submitted(environment);
  }

  private LocalJob events(UnaryOperator<KafkaSettings> change) throws Exception {
    StreamExecutionEnvironment environment = cluster.environment();
    RecallJob.build(
        environment, OF_EVENTS, options(change, in()), new EventTopics(in(), in() + ".answered"));
    return submitted(environment);
  }

  private JobOptions options(UnaryOperator<KafkaSettings> change, String name) {
    return JobOptions.of(change.apply(KafkaSettings.of(broker.bootstrapServers(), topics, name)))
        .withPartitions(1)
        .withCheckpointInterval(Duration.ofMillis(200));
  }

  private static LocalJob submitted(StreamExecutionEnvironment environment) throws Exception {
    LocalJob submitted = cluster.submit(environment, "bad records");
    submitted.awaitRunning(Duration.ofSeconds(30));
    return submitted;
  }
}
