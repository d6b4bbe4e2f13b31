package org.streamrecall.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.streamrecall.client.KafkaAccess;

/** What Kafka says of partitions before they are read. Waits as long as its client does. */
final class PartitionLook implements AutoCloseable {
  private final Admin admin;

  PartitionLook(KafkaAccess access) {
    admin = Admin.create(access.source(Map.of()));
  }

  /**
   * @param topic its topic's id, or null of a broker that gives none
   * @param begin the oldest offset that is there
   * @param end the offset of the next record
   */
  record Found(Uuid topic, long begin, long end) {}

  /**
   * @return of those that exist
   * @throws IllegalStateException if Kafka does not say
   */
  Map<TopicPartition, Found> at(Collection<TopicPartition> partitions) {
    Set<String> names = new TreeSet<>();
    partitions.forEach(partition -> names.add(partition.topic()));
    Map<String, TopicDescription> topics = get(admin.describeTopics(names).allTopicNames());
    Map<TopicPartition, OffsetSpec> oldest = new HashMap<>();
    Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
    for (TopicPartition partition : partitions) {
      if (partition.partition() < topics.get(partition.topic()).partitions().size()) {
        oldest.put(partition, OffsetSpec.earliest());
        newest.put(partition, OffsetSpec.latest());
      }
    }
    var begins = admin.listOffsets(oldest).all();
    Map<TopicPartition, ListOffsetsResultInfo> ends = get(admin.listOffsets(newest).all());
    Map<TopicPartition, Found> found = new HashMap<>();
    get(begins)
        .forEach(
            (partition, begin) ->
                found.put(
                    partition,
                    new Found(
                        id(topics.get(partition.topic())),
                        begin.offset(),
                        ends.get(partition).offset())));
    return found;
  }

  static Uuid id(TopicDescription topic) {
    return Uuid.ZERO_UUID.equals(topic.topicId()) ? null : topic.topicId();
  }

  /** Where a group has come to; what it has not read at all is left out. */
  Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        new HashMap<>(get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
    committed.values().removeIf(offset -> offset == null);
    return committed;
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Kafka does not say where partitions begin and end: "
              + e.getCause().getMessage()
              + "; see whether it is there, and whether the job may describe its topics and group",
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Kafka", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
