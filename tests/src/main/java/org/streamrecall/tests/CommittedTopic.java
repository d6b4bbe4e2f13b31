package org.streamrecall.tests;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** A topic as a reader of committed records sees it. */
public final class CommittedTopic {
  private CommittedTopic() {}

  /** All partitions, from their beginnings, without a group. */
  public static <K, V> KafkaConsumer<K, V> read(
      String bootstrapServers, String topic, Deserializer<K> keys, Deserializer<V> values) {
    return read(bootstrapServers, List.of(topic), keys, values);
  }

  /** The same of several topics. */
  public static <K, V> KafkaConsumer<K, V> read(
      String bootstrapServers, List<String> topics, Deserializer<K> keys, Deserializer<V> values) {
    KafkaConsumer<K, V> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            keys,
            values);
    try {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      partitions.forEach(consumer::position);
      return consumer;
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }
}
