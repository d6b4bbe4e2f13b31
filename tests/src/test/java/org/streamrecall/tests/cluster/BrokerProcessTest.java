package org.streamrecall.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.deploy.FreePorts;

class BrokerProcessTest {
  @TempDir Path folder;

  @Test
  @Timeout(120)
  void shouldKeepWhatWasAcknowledgedWhenItIsKilled() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(folder)) {
      String servers = broker.bootstrapServers();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
        admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
      }
      send(servers, "before");
      broker.kill();
      assertThatThrownBy(() -> send(servers, "between")).hasMessageContaining("not present");
      broker.restart();
      send(servers, "after");
      assertThat(broker.bootstrapServers()).isEqualTo(servers);
      assertThat(read(servers)).containsExactly("before", "after");
    }
  }

  @Test
  @Timeout(60)
  void shouldSayWhyItDoesNotStart() throws Exception {
    try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("localhost"))) {
      assertThatThrownBy(
              () -> BrokerProcess.start(folder, taken.getLocalPort(), freePorts().next()).close())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("the broker ended with status 1; it said last:")
          .hasMessageContaining(
              "the embedded Kafka broker did not start at localhost:" + taken.getLocalPort());
    }
  }

  private static FreePorts freePorts() {
    return new FreePorts(new Random(1));
  }

  private static void send(String servers, String value) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "acks", "all", "max.block.ms", "4000");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("t", value)).get();
    }
  }

  private static List<String> read(String servers) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("t", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition)
          < consumer.endOffsets(List.of(partition)).get(partition)) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
