package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.RecallClient;
import org.streamrecall.client.Topics;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;

/** All that a job and its users do, where a login over TLS is demanded. */
@Timeout(180)
class SecuredKafkaTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int EVENTS = 20;

  private static SecuredBroker broker;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    broker = SecuredBroker.start(folder);
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  /** Whose password stands in another file, and nowhere in the log. */
  @Test
  void shouldRunAskAndForget() throws Exception {
    String file = broker.fileWithoutPassword().toString();
    String[] run = {
      "run",
      "--bootstrap-servers",
      broker.servers(),
      "--kafka-config",
      file,
      "--kafka",
      "source.fetch.max.bytes=1000000",
      "--kafka",
      "source.interceptor.classes=" + Counted.class.getName(),
      "--kafka",
      "sink.linger.ms=3",
      "--events",
      "in",
      "--out",
      "out",
      "--key",
      "k",
      "--like",
      "x",
      "--predict",
      "y",
      "--parallelism",
      "1",
      "--partitions",
      "1"
    };
    try (HeardLogs logs = HeardLogs.begin()) {
      RunningCommand job = RunningCommand.serving(List.of(run));
      try (job) {
        send();
        assertThat(answered()).hasSize(EVENTS).allMatch(value -> value.contains("\"recall\""));
        assertThat(Counted.RECORDS).hasValueGreaterThanOrEqualTo(EVENTS);
        Invocation asked =
            Invocation.of(
                "ask",
                "--bootstrap-servers",
                broker.servers(),
                "--kafka-config",
                file,
                "--context",
                "m1",
                "--like",
                "{\"x\":1}");
        assertThat(asked.status()).as(asked.err()).isZero();
        assertThat(asked.out()).contains("from 20 events");
        Invocation forgot =
            Invocation.of(
                "forget",
                "--bootstrap-servers",
                broker.servers(),
                "--kafka-config",
                file,
                "--context",
                "m1",
                "--events",
                "in",
                "--key",
                "k",
                "--out",
                "out");
        assertThat(forgot.status()).as(forgot.err()).isZero();
        assertThat(forgot.out()).contains("in");
      }
      // It was heard how the clients are configured, and not what with.
      assertThat(logs.text())
          .contains("security.protocol = SASL_SSL", "sasl.jaas.config = [hidden]")
          .contains("linger.ms = 3", "fetch.max.bytes = 1000000")
          .doesNotContain(SecuredBroker.PASSWORD);
      assertThat(job.said()).doesNotContain(SecuredBroker.PASSWORD);
    }
  }

  /** From Java, the password given as it is. */
  @Test
  void shouldServeAJobAndAClientOfTheirOwn() throws Exception {
    Topics topics = Topics.withPrefix("built");
    KafkaSettings settings =
        KafkaSettings.of(broker.servers(), topics, "built").withProperties(broker.properties());
    assertThat(settings.toString()).contains("[hidden]").doesNotContain(SecuredBroker.PASSWORD);
    RecallModel model =
        RecallModel.untrained(Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}")));
    try (HeardLogs logs = HeardLogs.begin();
        LocalCluster cluster = LocalCluster.start(1)) {
      StreamExecutionEnvironment environment = cluster.environment();
      RecallJob.build(environment, model, JobOptions.of(settings));
      LocalJob job = cluster.submit(environment, "built");
      job.awaitRunning(PATIENCE);
      try (RecallClient client = RecallClient.connect(settings.access(), topics)) {
        Prediction answer =
            client
                .ask(Query.of("q", "c", new float[] {1, 2}, 1_700_000_000_000L))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.id()).isEqualTo("q");
      }
      assertThat(job.stop(PATIENCE)).isTrue();
      assertThat(logs.text())
          .contains("sasl.jaas.config = [hidden]")
          .doesNotContain(SecuredBroker.PASSWORD);
    }
  }

  @Test
  void shouldMakeTheTopics() {
    Object[] line = {
      "topics",
      "--bootstrap-servers",
      broker.servers(),
      "--kafka-config",
      broker.fileWithoutPassword(),
      "--topics",
      "made",
      "--events",
      "made",
      "--out",
      "made.answered",
      "--key",
      "k",
      "--like",
      "x",
      "--predict",
      "y",
      "--partitions",
      "3"
    };
    Invocation first = Invocation.of(line);
    assertThat(first.status()).as(first.err()).isZero();
    assertThat(first.out())
        .isEqualTo(
            """
            made\t3\tcreated
            made.answered\t3\tcreated
            made.dead-letters\t3\tcreated
            made.models\t1\tcreated
            made.predictions\t3\tcreated
            made.queries\t3\tcreated
            """);
    assertThat(Invocation.of(line).out()).isEqualTo(first.out().replace("created", "there"));
  }

  /** A class of the user's beside the job's own. */
  public static final class Counted implements ConsumerInterceptor<Object, Object> {
    static final AtomicInteger RECORDS = new AtomicInteger();

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> polled) {
      RECORDS.addAndGet(polled.count());
      return polled;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void configure(Map<String, ?> properties) {}

    @Override
    public void close() {}
  }

  private static void send() {
    KafkaAccess access = broker.access();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            access.producer(Map.of()), new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < EVENTS; i++) {
        String event = "{\"k\":\"m1\",\"x\":%d,\"y\":%d}".formatted(i, 2 * i);
        producer.send(new ProducerRecord<>("in", "m1", event));
      }
    }
  }

  private static List<String> answered() {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            broker
                .access()
                .consumer(
                    Map.of(
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "group.id", "reader")),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of("out"));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (values.size() < EVENTS && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }

  /** Else the tests above show nothing. */
  @Test
  void shouldBeClosedToOthers() throws Exception {
    Map<String, String> properties = broker.properties();
    properties.remove("sasl.jaas.config");
    properties.put("security.protocol", "SSL");
    KafkaAccess nobody = new KafkaAccess(broker.servers(), properties);
    try (Admin admin =
        Admin.create(
            nobody.admin(Map.of("request.timeout.ms", 2000, "default.api.timeout.ms", 2000)))) {
      assertThat(admin.listTopics().names().toCompletionStage().toCompletableFuture())
          .failsWithin(Duration.ofSeconds(10));
    }
  }
}
