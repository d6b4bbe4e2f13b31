package org.streamrecall.tests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that a topic holds for a reader of committed records, keys as they are. */
final class BytesReader implements AutoCloseable {
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final KafkaConsumer<byte[], byte[]> consumer;

  BytesReader(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Until nothing more comes for a while. */
  List<ConsumerRecord<byte[], byte[]>> all() {
    List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();
    long last = System.nanoTime();
    while (System.nanoTime() - last < QUIET.toNanos()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        seen.add(record);
        last = System.nanoTime();
      }
    }
    return seen;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
