package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.client.json.PredictionJson;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Status;
import org.streamrecall.model.Token;

/** From Kafka through a running job and back, with the real broker and the real cluster. */
class PipelineTest {
  private static final RecallModel MODEL =
      RecallModel.untrained(
          Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1,\"unit\":\"normalise\"}")));

  private static EmbeddedBroker broker;
  private static LocalCluster cluster;

  @TempDir Path state;
  private Topics topics;
  private LocalJob job;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    cluster = LocalCluster.start(2);
  }

  @BeforeEach
  void submit(TestInfo test) throws Exception {
    topics = Topics.withPrefix(test.getTestMethod().orElseThrow().getName());
    job = submit(predictions -> {});
  }

  @AfterEach
  void cancel() {
    job.cancel();
  }

  @AfterAll
  static void end() {
    cluster.close();
    broker.close();
  }

  @Test
  void shouldAnswerFromWhatTheContextSaid() throws Exception {
    try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics);
        KafkaReader committed = reader(topics.predictions())) {
      for (int i = 0; i < 40; i++) {
        client.tell(token("east", 1, 0, 10, i)).get();
        client.tell(token("east", 0, 1, -10, i)).get();
        client.tell(token("west", 1, 0, 3, i)).get();
      }
      Prediction early = awaitTokens(client, "east", 80);
      awaitTokens(client, "west", 40);
      Prediction east = ask(client, "q1", "east");
      Prediction west = ask(client, "q2", "west");
      assertThat(ask(client, "q3", "nobody").answer().status()).isEqualTo(Status.EMPTY_CONTEXT);
      assertThat(east.answer().value()[0]).isGreaterThan(9);
      assertThat(west.answer().value()[0]).isEqualTo(3);
      assertThat(east.model()).isEqualTo(MODEL.id());
      assertThat(east.answer().recalled().get(0).evidence().ref()).startsWith("ref-");
      assertThat(early.context()).isEqualTo("east");
      // The committed record says the same, to the byte, once.
      List<ConsumerRecord<String, byte[]>> same =
          committed.await(all -> ids(all).containsAll(Set.of("q1", "q2", "q3"))).stream()
              .filter(record -> id(record).equals("q1"))
              .toList();
      assertThat(same).hasSize(1);
      assertThat(same.get(0).key()).isEqualTo("east");
      assertThat(same.get(0).value()).isEqualTo(new PredictionJson(MODEL.schema()).write(east));
    }
  }

  @Test
  void shouldForgetAContext() throws Exception {
    try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics)) {
      client.tell(token("c", 1, 0, 10, 1)).get();
      awaitTokens(client, "c", 1);
      client.forget("c").get();
      awaitTokens(client, "c", 0);
    }
  }

  @Test
  void shouldKeepWhatItCannotReadWithBytesOriginAndReason() throws Exception {
    try (KafkaProducer<String, byte[]> producer = producer();
        KafkaReader letters = reader(topics.deadLetters())) {
      Map<String, String> bad =
          Map.of(
              "malformed", "{\"context\":\"c\",",
              "wide", "{\"context\":\"c\",\"tag\":[1,2,3],\"content\":[1]}",
              "nan", "{\"context\":\"c\",\"tag\":[1,NaN],\"content\":[1]}",
              "negative", "{\"context\":\"c\",\"tag\":[1,2],\"content\":[1],\"weight\":-1}",
              "zero", "\0\u00ff");
      for (Map.Entry<String, String> record : bad.entrySet()) {
        send(producer, topics.tokens(), record.getKey(), record.getValue());
      }
      send(producer, topics.queries(), "no-id", "{\"context\":\"c\",\"tag\":[1,2]}");
      List<ConsumerRecord<String, byte[]>> seen = letters.await(6);
      assertThat(seen).hasSize(6);
      for (ConsumerRecord<String, byte[]> letter : seen) {
        boolean query = letter.key().equals("no-id");
        assertThat(header(letter, "recall.topic"))
            .isEqualTo(query ? topics.queries() : topics.tokens());
        if (!query) {
          assertThat(text(letter.value())).isEqualTo(bad.get(letter.key()));
        }
        assertThat(header(letter, "recall.offset")).matches("\\d+");
        assertThat(header(letter, "recall.partition")).matches("\\d+");
        assertThat(header(letter, "recall.timestamp")).matches("\\d{13}");
        assertThat(header(letter, "recall.sha256")).hasSize(64);
      }
      assertThat(reasons(seen))
          .contains(
              "tag has 3 numbers, the schema says 2; send exactly that many",
              "tag[1]=\"NaN\" is not finite in 32 bits; numbers must be finite",
              "weight=-1.0 is not a positive finite number; leave it out to count the token once",
              "id is missing; every such record needs \"id\":\"..\"");
    }
  }

  /** The older of two contradictions counts half as much. */
  @Test
  void shouldLetTokensFade() throws Exception {
    job.cancel();
    job.awaitEnd();
    job = submit(predictions -> {}, Duration.ofSeconds(1));
    try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics)) {
      client.tell(token("c", 1, 0, 0, 5000)).get();
      client.tell(token("c", 1, 0, 9, 6000)).get();
      assertThat(awaitTokens(client, "c", 2).answer().value()[0]).isCloseTo(6, Offset.offset(1e-5));
    }
  }

  /** A letter that Kafka does not take would fail the job again after every restart. */
  @Test
  void shouldCutARecordThatIsAsLongAsKafkaAllows() throws Exception {
    try (KafkaProducer<String, byte[]> producer = producer();
        RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics);
        KafkaReader letters = reader(topics.deadLetters())) {
      String huge = "x".repeat(1_000_000);
      send(producer, topics.tokens(), "type", "{\"context\":\"c\",\"type\":\"" + huge + "\"}");
      send(
          producer,
          topics.tokens(),
          "ref",
          "{\"context\":\"c\",\"tag\":[1,2],\"content\":[1],\"ref\":\"" + huge + "\"}");
      List<ConsumerRecord<String, byte[]>> seen = letters.await(2);
      assertThat(seen).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("type", "ref");
      for (ConsumerRecord<String, byte[]> letter : seen) {
        assertThat(letter.value()).hasSize(KafkaSettings.DEAD_LETTER_BYTES);
        assertThat(header(letter, "recall.length")).matches("10000\\d\\d");
        assertThat(header(letter, "recall.reason")).contains(".. (cut, 10").hasSizeLessThan(1100);
      }
      assertThat(ask(client, "after", "c").answer().status()).isEqualTo(Status.EMPTY_CONTEXT);
    }
  }

  @Test
  void shouldReplyOnlyToTopicsNamedAtStart() throws Exception {
    try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics);
        KafkaReader letters = reader(topics.deadLetters());
        KafkaReader mine = reader("mine")) {
      client.ask(new Query("q1", "c", new float[] {1, 0}, new float[0], 5, "mine"));
      client.ask(new Query("q2", "c", new float[] {1, 0}, new float[0], 5, topics.models()));
      assertThat(ids(mine.await(1))).containsExactly("q1");
      assertThat(reasons(letters.await(1)))
          .containsExactly(
              "replyTo=\""
                  + topics.models()
                  + "\" is none of the job's reply topics [mine]; start the job"
                  + " with --reply-topics "
                  + topics.models());
    }
  }

  @Test
  void shouldGoOnAfterARefusedModel() throws Exception {
    try (KafkaProducer<String, byte[]> producer = producer();
        RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics);
        KafkaReader letters = reader(topics.deadLetters())) {
      send(producer, topics.models(), "broken", "no safetensors");
      ConsumerRecord<String, byte[]> letter = letters.await(1).get(0);
      assertThat(header(letter, "recall.kind")).isEqualTo("model");
      assertThat(text(letter.value())).startsWith("{\"kind\":\"model\",\"id\":\"broken\",");
      assertThat(ask(client, "q", "c").model()).isEqualTo(MODEL.id());
    }
  }

  /** Offsets in Kafka lag behind a stop; the state folder does not. */
  @Test
  void shouldAnswerEachQueryOnceAcrossAStop() throws Exception {
    try (KafkaProducer<String, byte[]> producer = producer();
        RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics);
        KafkaReader committed = reader(topics.predictions())) {
      client.tell(token("c0", 1, 0, 10, 1)).get();
      awaitTokens(client, "c0", 1);
      ask(producer, 0, 300);
      committed.await(all -> ids(all).contains("q200"));
      assertThat(job.stop(Duration.ofSeconds(30))).isTrue();
      ask(producer, 300, 400);
      job = submit(predictions -> {});
      List<String> ids = ids(committed.await(all -> ids(all).containsAll(numbered(400))));
      assertThat(ids).doesNotHaveDuplicates();
      assertThat(ask(client, "last", "c0").answer().tokens()).isEqualTo(1);
    }
  }

  @Test
  void shouldTakeInAndAnswerOnceAcrossAFailure() throws Exception {
    job.cancel();
    job.awaitEnd();
    FailOnce.armed.set(true);
    job =
        submit(predictions -> predictions.map(new FailOnce("q150")).sinkTo(new DiscardingSink<>()));
    try (KafkaProducer<String, byte[]> producer = producer();
        RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics);
        KafkaReader committed = reader(topics.predictions())) {
      for (int i = 0; i < 300; i++) {
        client.tell(token("c0", 1, 0, 10, i)).get();
        ask(producer, i, i + 1);
      }
      List<String> ids = ids(committed.await(all -> ids(all).containsAll(numbered(300))));
      assertThat(FailOnce.armed).isFalse();
      assertThat(ids).doesNotHaveDuplicates();
      assertThat(awaitTokens(client, "c0", 300).answer().tokens()).isEqualTo(300);
    }
  }

  /** Brings a running job down, once, when the prediction of an id passes. */
  private record FailOnce(String id) implements MapFunction<Prediction, Prediction> {
    static final AtomicBoolean armed = new AtomicBoolean();

    @Override
    public Prediction map(Prediction prediction) {
      if (prediction.id().equals(id) && armed.compareAndSet(true, false)) {
        throw new IllegalStateException("a failure on purpose");
      }
      return prediction;
    }
  }

  private LocalJob submit(Consumer<DataStream<Prediction>> more) throws Exception {
    return submit(more, null);
  }

  private LocalJob submit(Consumer<DataStream<Prediction>> more, Duration halfLife)
      throws Exception {
    var environment = cluster.environment();
    KafkaSettings kafka =
        KafkaSettings.of(broker.bootstrapServers(), topics, topics.tokens())
            .withReplyTopics(Set.of("mine"));
    JobOptions options =
        JobOptions.of(kafka)
            .withCheckpointInterval(Duration.ofMillis(100))
            .withPartitions(2)
            .withState(
                halfLife == null ? state : state.resolve("fading")) // which no other goes on from
            .withHalfLife(halfLife);
    more.accept(RecallJob.build(environment, MODEL, options));
    LocalJob submitted = cluster.submit(environment, topics.tokens());
    submitted.awaitRunning(Duration.ofSeconds(30));
    return submitted;
  }

  private static Token token(String context, float x, float y, float content, long time) {
    return new Token(context, new float[] {x, y}, new float[] {content}, time, 1, "ref-" + time);
  }

  /** Asks until the context's memory has so many tokens: topics have no order between them. */
  private static Prediction awaitTokens(RecallClient client, String context, long tokens)
      throws Exception {
    for (int i = 0; i < 100; i++) {
      Prediction prediction = ask(client, "wait-" + context + tokens + "-" + i, context);
      if (prediction.answer().tokens() == tokens) {
        return prediction;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(context + " never had " + tokens + " tokens");
  }

  private static Prediction ask(RecallClient client, String id, String context) throws Exception {
    return client.ask(Query.of(id, context, new float[] {1, 0}, 100)).get(20, TimeUnit.SECONDS);
  }

  private void ask(KafkaProducer<String, byte[]> producer, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      String context = "c" + i % 7;
      send(
          producer,
          topics.queries(),
          context,
          "{\"id\":\"q" + i + "\",\"context\":\"" + context + "\",\"tag\":[1,0]}");
    }
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "q" + i).toList();
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, String topic, String key, String value)
      throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value.getBytes(StandardCharsets.UTF_8))).get();
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private KafkaReader reader(String topic) {
    return new KafkaReader(broker.bootstrapServers(), topic);
  }

  private static List<String> ids(List<ConsumerRecord<String, byte[]>> records) {
    return records.stream().map(PipelineTest::id).toList();
  }

  private static String id(ConsumerRecord<String, byte[]> record) {
    return PredictionJson.read(record.value()).id();
  }

  private static List<String> reasons(List<ConsumerRecord<String, byte[]>> letters) {
    List<String> reasons = new ArrayList<>();
    letters.forEach(letter -> reasons.add(header(letter, "recall.reason")));
    return reasons;
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return text(record.headers().lastHeader(name).value());
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
