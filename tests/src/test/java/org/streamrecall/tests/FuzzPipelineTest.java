package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.client.json.EventQuestionJson;
import org.streamrecall.client.json.PredictionJson;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.EventTopics;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.tests.Fuzz.Fate;
import org.streamrecall.tests.Fuzz.Fuzzed;

/**
 * Whatever is sent, the job goes on, and each record is taken in or dead-lettered, once: real
 * broker, real cluster, seeded.
 */
class FuzzPipelineTest {
  private static final int TOKENS = 20_000; // and as many queries
  private static final int MODELS = 200;
  private static final int EVENTS = 10_000;
  private static final int PARTITIONS = 2;
  private static final int LARGE = 10_000_000;
  private static final JsonMapper JSON = new JsonMapper();
  private static final RecallModel MODEL =
      RecallModel.untrained(
          Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1,\"unit\":\"normalise\"}")));

  private static EmbeddedBroker broker;
  private static LocalCluster cluster;

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
  void shouldTakeInOrRefuseEachTokenAndAnswerOrRefuseEachQuery() throws Exception {
    Topics topics = Topics.withPrefix("fuzz");
    createForLargeRecords(topics.tokens(), topics.queries());
    LocalJob job = submit(topics, null);
    Fuzz fuzz = new Fuzz(20260101);
    try (SentRecords sent = new SentRecords(broker.bootstrapServers());
        BytesReader answers = new BytesReader(broker.bootstrapServers(), topics.predictions());
        BytesReader letters = new BytesReader(broker.bootstrapServers(), topics.deadLetters())) {
      for (int n = 0; n < TOKENS; n++) {
        sent.send(topics.tokens(), fuzz.token(n));
        sent.send(topics.queries(), fuzz.query(n));
        if (n % (TOKENS / MODELS) == 0) {
          sent.send(topics.models(), fuzz.model(MODEL.toBytes()));
        }
      }
      sent.send(topics.tokens(), fuzz.large(TOKENS, LARGE, false));
      sent.send(topics.queries(), fuzz.large(TOKENS + 1, LARGE, false));
      sent.send(topics.queries(), fuzz.large(TOKENS + 2, LARGE, true));
      sent.sendLast(topics.tokens(), PARTITIONS);
      sent.sendLast(topics.queries(), PARTITIONS);
      sent.flush();
      assertThat(sent.letters(letters).stream().filter(SentRecords::isOfModel)).hasSize(MODELS);
      requireAnswers(answers.all(), sent.taken(topics.queries()));
      requireTold(topics, sent.taken(topics.tokens()));
      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
      assertThat(job.restarts()).isZero();
    } finally {
      job.cancel();
    }
  }

  /** The ids of what was answered are those of what was not refused, each as often. */
  private static void requireAnswers(
      List<ConsumerRecord<byte[], byte[]>> answers, List<SentRecords.Sent> queries)
      throws Exception {
    Map<String, Integer> asked = new TreeMap<>();
    for (SentRecords.Sent query : queries) {
      asked.merge(JSON.readTree(query.record.value()).get("id").asText(), 1, Integer::sum);
    }
    Map<String, Integer> answered = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> answer : answers) {
      answered.merge(PredictionJson.read(answer.value()).id(), 1, Integer::sum);
    }
    assertThat(answered).isEqualTo(asked);
    assertThat(answers).hasSizeGreaterThan(TOKENS / 3);
  }

  /** A context has been told as many tokens as were not refused. */
  private static void requireTold(Topics topics, List<SentRecords.Sent> tokens) throws Exception {
    Map<String, Integer> told = new TreeMap<>();
    for (SentRecords.Sent token : tokens) {
      JsonNode json = JSON.readTree(token.record.value());
      assertThat(json.path("type").asText("token")).isEqualTo("token");
      told.merge(json.get("context").asText(), 1, Integer::sum);
    }
    assertThat(told).hasSizeGreaterThan(40); // mutated ones made contexts of their own
    Map<String, Integer> remembered = new TreeMap<>();
    try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics)) {
      Map<String, Future<Prediction>> asked = new TreeMap<>();
      for (String context : told.keySet()) {
        String id = "told " + asked.size();
        asked.put(context, client.ask(Query.of(id, context, new float[] {1, 0}, 1)));
      }
      for (Map.Entry<String, Future<Prediction>> answer : asked.entrySet()) {
        long held = answer.getValue().get(20, TimeUnit.SECONDS).answer().tokens();
        remembered.put(answer.getKey(), (int) held);
      }
    }
    assertThat(remembered).isEqualTo(told);
  }

  @Test
  void shouldAnswerOrRefuseEachEvent() throws Exception {
    Topics topics = Topics.withPrefix("fuzzed-events");
    String events = "fuzzed-machines";
    String out = "fuzzed-machines.answered";
    createForLargeRecords(events, topics.queries());
    LocalJob job = submit(topics, List.of(events, out));
    Fuzz fuzz = new Fuzz(20260102);
    try (SentRecords sent = new SentRecords(broker.bootstrapServers());
        BytesReader answers = new BytesReader(broker.bootstrapServers(), out);
        BytesReader predictions = new BytesReader(broker.bootstrapServers(), topics.predictions());
        BytesReader letters = new BytesReader(broker.bootstrapServers(), topics.deadLetters())) {
      int questions = 0;
      for (int n = 0; n < EVENTS; n++) {
        sent.send(events, fuzz.event(n));
        if (n % 10 == 0) {
          questions++;
          sent.send(topics.queries(), question("q" + n, "good" + n % 20));
          sent.send(topics.queries(), new Fuzzed(null, fuzz.query(n).value(), Fate.REFUSED));
        }
      }
      sent.send(events, fuzz.largeEvent(EVENTS, LARGE));
      sent.sendLast(events, PARTITIONS);
      sent.sendLast(topics.queries(), PARTITIONS);
      sent.flush();
      sent.letters(letters);
      assertThat(sent.taken(topics.queries())).hasSize(questions);
      assertThat(predictions.all()).hasSize(questions);
      requireGivenBack(answers.all(), sent.taken(events));
      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
      assertThat(job.restarts()).isZero();
    } finally {
      job.cancel();
    }
  }

  private static Fuzzed question(String id, String context) {
    byte[] question = EventQuestionJson.write(id, context, "{\"mode\":\"r1\",\"load\":0.5}");
    return new Fuzzed(null, question, Fate.TAKEN);
  }

  /** The events that came back, without what was added, are those that were not refused. */
  private static void requireGivenBack(
      List<ConsumerRecord<byte[], byte[]>> answers, List<SentRecords.Sent> events) {
    Map<String, Integer> taken = new TreeMap<>();
    for (SentRecords.Sent event : events) {
      String text = latin(event.record.value()).stripTrailing();
      taken.merge(text.substring(0, text.length() - 1).stripTrailing(), 1, Integer::sum);
    }
    Map<String, Integer> back = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> answer : answers) {
      String text = latin(answer.value());
      back.merge(
          text.substring(0, text.lastIndexOf(",\"recall\":")).stripTrailing(), 1, Integer::sum);
    }
    assertThat(back).isEqualTo(taken);
    assertThat(answers).hasSizeGreaterThan(EVENTS / 3);
  }

  /** Each byte one character. */
  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static LocalJob submit(Topics topics, List<String> events) throws Exception {
    var environment = cluster.environment();
    String name = topics.tokens();
    JobOptions options =
        JobOptions.of(KafkaSettings.of(broker.bootstrapServers(), topics, name))
            .withSketchBytes(4096)
            .withPartitions(PARTITIONS);
    if (events == null) {
      RecallJob.build(environment, MODEL, options);
    } else {
      RecallModel model =
          EventSchema.of("machine", "at", "category(mode), load", "power", null).untrained();
      RecallJob.build(environment, model, options, new EventTopics(events.get(0), events.get(1)));
    }
    LocalJob job = cluster.submit(environment, name);
    job.awaitRunning(Duration.ofSeconds(30));
    return job;
  }

  private static void createForLargeRecords(String... names) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      for (String name : names) {
        NewTopic topic = new NewTopic(name, Optional.of(PARTITIONS), Optional.empty());
        admin
            .createTopics(List.of(topic.configs(Map.of("max.message.bytes", "16777216"))))
            .all()
            .get();
      }
    }
  }
}
