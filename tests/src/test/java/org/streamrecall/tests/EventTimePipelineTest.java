package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.Topics;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.flink.EventTime;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.kafka.KafkaTime;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;

/** Queries sent before the tokens that they are about, through a real Kafka. */
class EventTimePipelineTest {
  private static final int QUERIES = 50;
  private static final String[] CONTEXTS = {"a", "b", "c"};
  private static final RecallModel MODEL =
      RecallModel.untrained(Schema.of(FieldsJson.parse("{\"tag\":2,\"content\":1}")));
  private static final Topics TOPICS = Topics.withPrefix("timed");

  /** No partition is idle, however slow the machine: it would be waited for no more. */
  private static final KafkaTime TIME =
      new KafkaTime(
          EventTime.DEFAULTS, Duration.ofMillis(500), Duration.ofHours(1), Duration.ofMinutes(1));

  private final long start = System.currentTimeMillis() - 30_000;

  @Test
  void shouldAnswerFromTheTokensUpToItsTimeWheneverTheyArrive() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        LocalCluster cluster = LocalCluster.start(2);
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
      var environment = cluster.environment();
      KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers(), TOPICS, "timed");
      RecallJob.build(
          environment,
          MODEL,
          JobOptions.of(settings)
              .withTime(TIME)
              .withPartitions(2)
              .withCheckpointInterval(Duration.ofMillis(200)));
      LocalJob job = cluster.submit(environment, "timed");
      job.awaitRunning(Duration.ofSeconds(30));
      try (KafkaReader answers = new KafkaReader(broker.bootstrapServers(), TOPICS.predictions());
          KafkaReader letters = new KafkaReader(broker.bootstrapServers(), TOPICS.deadLetters())) {
        ask(producer);
        long poison = start + Duration.ofDays(10).toMillis();
        send(producer, TOPICS.tokens(), "a", token("a", poison));
        tell(producer);
        requireExact(answers.await(CONTEXTS.length * QUERIES));
        assertThat(letters.await(1))
            .extracting(letter -> header(letter, "recall.reason"))
            .allMatch(
                reason -> reason.startsWith("time=" + poison + " is more than 60000 ms ahead"));
      }
      job.cancel();
    }
  }

  /**
   * One every 100 ms, and one long after them; of all contexts in turn, for some share a partition,
   * where what comes after the last one would be late.
   */
  private void ask(KafkaProducer<String, byte[]> producer) {
    for (int i = 0; i <= QUERIES; i++) {
      long time = i == QUERIES ? start + 20_000 : start + 100L * i + 50;
      for (String context : CONTEXTS) {
        send(producer, TOPICS.queries(), context, query(context, i, time));
      }
    }
  }

  /** One every 20 ms, pairs of them swapped, and one long after them; of all contexts in turn. */
  private void tell(KafkaProducer<String, byte[]> producer) {
    for (int i = 0; i <= 5 * QUERIES; i++) {
      long time = i == 5 * QUERIES ? start + 20_000 : start + 20L * (i ^ 1);
      for (String context : CONTEXTS) {
        send(producer, TOPICS.tokens(), context, token(context, time));
      }
    }
  }

  private void requireExact(List<ConsumerRecord<String, byte[]>> answers) {
    Map<String, Integer> seen = new HashMap<>();
    for (ConsumerRecord<String, byte[]> answer : answers) {
      String text = new String(answer.value(), StandardCharsets.UTF_8);
      int i = Integer.parseInt(text.replaceAll(".*\"id\":\"\\w-(\\d+)\".*", "$1"));
      assertThat(text).contains("\"status\":\"ok\"").contains("\"tokens\":" + (5 * i + 3) + ",");
      seen.merge(answer.key() + i, 1, Integer::sum);
    }
    assertThat(seen)
        .hasSize(CONTEXTS.length * QUERIES)
        .allSatisfy((id, n) -> assertThat(n).isOne());
  }

  private static String query(String context, int i, long time) {
    return "{\"id\":\"%s-%d\",\"context\":\"%s\",\"tag\":[1,0],\"time\":%d}"
        .formatted(context, i, context, time);
  }

  private static String token(String context, long time) {
    return "{\"context\":\"%s\",\"tag\":[1,0],\"content\":[1],\"time\":%d}"
        .formatted(context, time);
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, String topic, String key, String value) {
    int partition = key.equals(CONTEXTS[0]) ? 0 : 1; // none is without records
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(topic, partition, key, bytes));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
