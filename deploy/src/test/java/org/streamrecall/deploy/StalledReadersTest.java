package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.streamrecall.client.Topics;
import org.streamrecall.kafka.KafkaSettings;

class StalledReadersTest {
  private final List<String> said = new ArrayList<>();

  private static KafkaProducer<String, String> open(EmbeddedBroker broker, String id, String topic)
      throws Exception {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", id),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic, "x")).get();
    return producer;
  }

  @Test
  void shouldNameAnothersOpenTransactionOnceAndItsEnd() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        var foreign = open(broker, "loader", "orders");
        var own = open(broker, "job-0-1", "orders");
        var elsewhere = open(broker, "other", "elsewhere")) {
      StalledReaders stalled =
          new StalledReaders(
              KafkaSettings.of(broker.bootstrapServers(), Topics.withPrefix("recall"), "job"),
              Set.of("orders"),
              Duration.ofMillis(1),
              said::add);
      stalled.look();
      stalled.look();
      assertThat(said).hasSize(1);
      assertThat(said.get(0))
          .startsWith(
              "warning: readers of committed records of topic orders, partitions [0] wait behind the"
                  + " transaction \"loader\" of producer ")
          .contains("; Kafka gives it up after 60 s");
      foreign.commitTransaction();
      stalled.look();
      assertThat(said).last().isEqualTo("The transaction \"loader\" has ended.");
      stalled.close();
      own.abortTransaction();
      elsewhere.abortTransaction();
    }
  }
}
