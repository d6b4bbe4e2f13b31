package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.Topics;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.EventTopics;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.LocalCluster;
import org.streamrecall.deploy.LocalJob;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.flink.EventTime;
import org.streamrecall.kafka.KafkaServing;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.kafka.KafkaTime;
import org.streamrecall.model.RecallModel;

/** Events that arrive in disorder, some twice, some of long ago; with a shadow, through Kafka. */
class EventServingPipelineTest {
  private static final int EVENTS = 60;
  private static final int LEARNED_IN_SILENCE = 10;
  private static final RecallModel MODEL =
      EventSchema.of("card", "at", "x", "amount", null).untrained();
  private static final Topics TOPICS = Topics.withPrefix("orders");
  private static final EventTopics ORDERS =
      new EventTopics("orders", "answered", null, "id").withQuantiles(.5, .05);

  /** No partition is idle, however slow the machine: it would be waited for no more. */
  private static final KafkaTime TIME =
      new KafkaTime(
          EventTime.DEFAULTS, Duration.ofMillis(500), Duration.ofHours(1), Duration.ofMinutes(1));

  private final long start = System.currentTimeMillis() - 30_000;

  @Test
  void shouldAnswerEachEventOnceFromThoseBeforeItWheneverTheyArrive() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        LocalCluster cluster = LocalCluster.start(1); // a subtask without partitions is idle
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
      var environment = cluster.environment();
      Instant from = Instant.ofEpochMilli(start + 100L * LEARNED_IN_SILENCE);
      RecallJob.build(
          environment,
          MODEL,
          JobOptions.of(KafkaSettings.of(broker.bootstrapServers(), TOPICS, "orders"))
              .withTime(TIME)
              .withServing(
                  new KafkaServing(from, null, MODEL, 100, Duration.ofDays(1), 1, Set.of()))
              .withPartitions(1)
              .withCheckpointInterval(Duration.ofMillis(200)),
          ORDERS);
      LocalJob job = cluster.submit(environment, "orders");
      job.awaitRunning(Duration.ofSeconds(30));
      try (KafkaReader answered = new KafkaReader(broker.bootstrapServers(), ORDERS.out());
          KafkaReader shadows = new KafkaReader(broker.bootstrapServers(), TOPICS.shadow());
          KafkaReader letters = new KafkaReader(broker.bootstrapServers(), TOPICS.deadLetters())) {
        send(producer, ORDERS.in(), event("far", start + Duration.ofDays(9).toMillis()));
        for (int i = 0; i < EVENTS; i++) {
          int swapped = i ^ 3;
          send(producer, ORDERS.in(), event("e" + swapped, start + 100L * swapped));
          send(producer, ORDERS.in(), event("e" + swapped, start + 100L * swapped)); // once more
        }
        String end = Long.toString(start + 20_000);
        send(producer, ORDERS.in(), event("end", start + 20_000));
        send(
            producer,
            TOPICS.queries(),
            "{\"id\":\"q\",\"context\":\"c\",\"like\":{\"at\":" + end + "}}");
        int expected = EVENTS - LEARNED_IN_SILENCE;
        requireInOrder(answered.await(expected), expected);
        requireInOrder(shadows.await(expected), expected);
        assertThat(letters.await(1))
            .extracting(EventServingPipelineTest::text)
            .allMatch(letter -> letter.contains("\"far\""));
      }
      job.cancel();
    }
  }

  private static void requireInOrder(List<ConsumerRecord<String, byte[]>> records, int expected) {
    assertThat(records).hasSize(expected);
    for (int i = 0; i < expected; i++) {
      int n = i + LEARNED_IN_SILENCE;
      assertThat(text(records.get(i)))
          .contains("\"id\":\"e" + n + "\"", "\"status\":\"ok\"", "\"tokens\":" + n + ",")
          .contains("\"quantiles\":[{\"0.05\":", ",\"0.5\":2");
    }
  }

  private static String event(String id, long time) {
    return "{\"id\":\"%s\",\"card\":\"c\",\"at\":%d,\"x\":1,\"amount\":2}".formatted(id, time);
  }

  private static void send(KafkaProducer<String, byte[]> producer, String topic, String value) {
    producer.send(new ProducerRecord<>(topic, "c", value.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }
}
