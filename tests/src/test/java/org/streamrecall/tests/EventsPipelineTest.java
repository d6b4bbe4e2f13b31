package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.client.json.EventJson;
import org.streamrecall.client.json.EventQuestionJson;
import org.streamrecall.client.json.JudgedJson;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.EventTopics;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.deploy.StreamRecall;
import org.streamrecall.events.EventMemories;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Status;
import org.streamrecall.tests.events.RegimeStream;

/** Events through a real Kafka and a real Flink cluster, both inside this JVM. */
class EventsPipelineTest {
  private static final int BYTES = 4096;
  private static final Duration HALF_LIFE = Duration.ofSeconds(20); // of the 150 of a machine
  private static final String EVENTS = "machines";
  private static final String ANSWERED = "machines.answered";
  private static final RecallModel MODEL =
      EventSchema.of("machine", "at", "category(mode), load, speed", "power", null).untrained();
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

  private static List<String> events(int machines, int each) {
    List<RegimeStream> streams = new ArrayList<>();
    for (int m = 0; m < machines; m++) {
      streams.add(new RegimeStream(3, m, 0));
    }
    List<String> events = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (int m = 0; m < machines; m++) {
        RegimeStream.Sample s = streams.get(m).next();
        events.add(
            String.format(
                Locale.ROOT,
                "{\"machine\":\"m%d\", \"at\":%d,\"mode\":\"r%d\",\"load\":%.3f,\"speed\":%.3f,"
                    + "\"power\":%.3f,\"note\":{\"n\":1.50}}",
                m,
                1000L * i,
                s.regime(),
                s.x1(),
                s.x2(),
                s.value()));
      }
    }
    return events;
  }

  @Test
  void shouldGiveBackEachEventWithItsAnswerAndTheRestAsDeadLetters() throws Exception {
    Topics topics = Topics.withPrefix("events");
    StreamExecutionEnvironment environment = cluster.environment();
    JobOptions options =
        JobOptions.of(KafkaSettings.of(broker.bootstrapServers(), topics, "events"))
            .withSketchBytes(BYTES)
            .withPartitions(1)
            .withHalfLife(HALF_LIFE)
            .withCheckpointInterval(Duration.ofMillis(200));
    RecallJob.build(environment, MODEL, options, new EventTopics(EVENTS, ANSWERED));
    LocalJob job = cluster.submit(environment, "events");
    job.awaitRunning(Duration.ofSeconds(30));
    List<String> events = events(4, 150);
    events.add(
        "{\"machine\":\"m3\", \"at\":150000,\"mode\":NaN,\"load\":NaN,\"power\":1,\"note\":[NaN,\"NaN\"]}");
    Map<String, String> bad =
        Map.of(
            "{\"machine\":\"m0\",\"note\":-Infinity}",
            "note=-Infinity is not finite, and no JSON; send a finite number, or null if it is not"
                + " known",
            "{\"at\":1,\"power\":2}",
            "machine is missing; every event needs the key that it belongs to",
            "{\"machine\":\"\\ud800\"}",
            "machine=\"\\ud800\" holds half a surrogate pair, which is no character; send whole"
                + " characters",
            "{\"machine\":\"m0\",\"power\":\"much\"}",
            "power=\"much\" is not a number; send a number, or read it as category(power)",
            "{\"machine\":\"m0\",\"at\":\"late\"}",
            "at=\"late\" is no time; send milliseconds since the epoch, or ISO 8601 as"
                + " 2026-11-24T03:00:00Z, or say --time-format",
            "[1]",
            "the event is not a JSON object; send {\"machine\":..,..}");
    try (KafkaProducer<String, byte[]> producer = producer();
        KafkaReader answered = new KafkaReader(broker.bootstrapServers(), ANSWERED);
        KafkaReader letters = new KafkaReader(broker.bootstrapServers(), topics.deadLetters())) {
      for (String event : events) {
        send(producer, "k" + event.charAt(13), event);
      }
      for (String event : bad.keySet()) {
        send(producer, null, event);
      }
      List<ConsumerRecord<String, byte[]>> out = answered.await(events.size());
      assertThat(byKey(out)).isEqualTo(byKey(expected(events)));
      assertThat(new String(out.get(events.size() - 1).value(), StandardCharsets.UTF_8))
          .startsWith(
              "{\"machine\":\"m3\", \"at\":150000,\"mode\":null,\"load\":null,\"power\":1,"
                  + "\"note\":[null,\"NaN\"],\"recall\":{\"status\":\"ok\",");
      ConsumerRecord<String, byte[]> one = out.get(0);
      assertThat(new String(one.headers().lastHeader("trace").value(), StandardCharsets.UTF_8))
          .isEqualTo("t");
      assertThat(letters.await(bad.size()))
          .extracting(EventsPipelineTest::reasoned)
          .containsExactlyInAnyOrderElementsOf(bad.entrySet());
      shouldAnswerQuestionsWithoutLearningThem(topics);
      assertThat(answered.await(events.size())).hasSize(events.size());
    } finally {
      job.cancel();
    }
  }

  /** A dead letter's bytes, and its reason. */
  private static Map.Entry<String, String> reasoned(ConsumerRecord<String, byte[]> letter) {
    byte[] reason = letter.headers().lastHeader("recall.reason").value();
    return Map.entry(
        new String(letter.value(), StandardCharsets.UTF_8),
        new String(reason, StandardCharsets.UTF_8));
  }

  private static void shouldAnswerQuestionsWithoutLearningThem(Topics topics) throws Exception {
    try (RecallClient client = RecallClient.connect(broker.bootstrapServers(), topics)) {
      String like = "{\"mode\":\"r1\",\"load\":0.5,\"speed\":0}";
      Prediction first = ask(client, "q1", "m0", like);
      Prediction again =
          ask(
              client,
              "q2",
              "m0",
              "{\"category(mode)\":1,\"mode\":\"r9\",\"load\":0.5,\"speed\":0}");
      assertThat(first.answer().status()).isEqualTo(Status.OK);
      assertThat(first.answer().tokens()).isEqualTo(150);
      assertThat(first.answer().interval()[0][0]).isLessThan(first.answer().value()[0]);
      assertThat(first.value("power")).hasValue(first.answer().value()[0]);
      assertThat(first.interval("power").orElseThrow().low()).isLessThan(first.answer().value()[0]);
      assertThat(first.answer().recalled().get(0).evidence().ref()).startsWith(EVENTS + "-0-");
      assertThat(first.answer().methods()).hasSize(1);
      assertThat(first.answer().methods().get(0).of()).isNotEmpty();
      assertThat(again.answer().tokens()).isEqualTo(150);
      Prediction nobody = ask(client, "q3", "nobody", like);
      assertThat(nobody.answer().status()).isEqualTo(Status.EMPTY_CONTEXT);
      assertThat(nobody.value("power")).isEmpty();
      assertThatThrownBy(() -> nobody.value("load"))
          .hasMessage("\"load\" is no target of the answer; its targets are [power]");
    }
    Invoked ask =
        Invoked.ask("m0", "{\"machine\":\"m0\",\"mode\":\"r1\",\"load\":0.5,\"speed\":0}");
    assertThat(ask.status()).isZero();
    assertThat(ask.out())
        .containsPattern("^power   -?[0-9.]+   9 in 10 between")
        .contains("from 150 events")
        .containsPattern("\nforetold by [a-z ]+ [0-9.]+ %")
        .contains("recalled from");
    Invoked refused = Invoked.ask("m0", "{\"zzz\":1}");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "streamrecall: the question was refused: like has \"zzz\", which is neither a field of"
                + " [mode, load, speed, power] nor a feature of [category(mode), load, speed]; leave"
                + " it out, or correct its name\n");
    assertThat(Invoked.ask("m0", "{\"machine\":\"m1\"}").err())
        .contains("like has machine=\"m1\", but the context that is asked is \"m0\"; leave");
  }

  private record Invoked(int status, String out, String err) {
    static Invoked ask(String context, String like) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      PrintStream console = System.out;
      PrintStream errors = System.err;
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      try {
        int status =
            StreamRecall.execute(
                "ask",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--topics",
                "events",
                "--context",
                context,
                "--like",
                like);
        return new Invoked(
            status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
      } finally {
        System.setOut(console);
        System.setErr(errors);
      }
    }
  }

  private static Prediction ask(RecallClient client, String id, String context, String like)
      throws Exception {
    return client
        .ask(id, context, EventQuestionJson.write(id, context, like), null)
        .get(20, TimeUnit.SECONDS);
  }

  private record KeyValue(String key, String value) {}

  private static Map<String, List<String>> byKey(List<ConsumerRecord<String, byte[]>> records) {
    return grouped(
        records.stream()
            .map(r -> new KeyValue(r.key(), new String(r.value(), StandardCharsets.UTF_8)))
            .toList());
  }

  private static Map<String, List<String>> grouped(List<KeyValue> records) {
    return records.stream()
        .collect(
            Collectors.groupingBy(
                KeyValue::key, Collectors.mapping(KeyValue::value, Collectors.toList())));
  }

  /** What the memories say outside of any job, under the same references. */
  private static List<ConsumerRecord<String, byte[]>> expected(List<String> events) {
    EventMemories memories =
        new EventMemories(new EventMemory(MODEL, BYTES, true, new Decay(HALF_LIFE.toMillis())));
    EventJson json = new EventJson(EventSchema.of(MODEL));
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      byte[] event = events.get(i).getBytes(StandardCharsets.UTF_8);
      Judgement judgement = memories.tell(json.read(event, EVENTS + "-0-" + i));
      byte[] value = JudgedJson.answered(event, judgement, MODEL.id());
      all.add(new ConsumerRecord<>(ANSWERED, 0, i, "k" + events.get(i).charAt(13), value));
    }
    return all;
  }

  private static KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static void send(KafkaProducer<String, byte[]> producer, String key, String event) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(EVENTS, key, event.getBytes(StandardCharsets.UTF_8));
    record.headers().add("trace", "t".getBytes(StandardCharsets.UTF_8));
    producer.send(record);
  }
}
