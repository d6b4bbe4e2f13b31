package org.streamrecall.deploy.demo;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.streamrecall.client.KafkaAccess;

/**
 * Whether a job has taken a topic in: its group's committed offsets, which move only with a
 * completed checkpoint, have reached the end of every partition.
 */
final class TakenIn implements AutoCloseable {
  private final Admin admin;
  private final String group;

  TakenIn(KafkaAccess access, String group) {
    this.admin = Admin.create(access.admin(Map.of()));
    this.group = group;
  }

  boolean all(String topic) {
    Map<TopicPartition, Long> ends = ends(topic);
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return ends.entrySet().stream()
          .allMatch(
              end ->
                  end.getValue() == 0
                      || committed.get(end.getKey()) != null
                          && committed.get(end.getKey()).offset() >= end.getValue());
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the committed offsets of group " + group + " cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The offsets after the last records of a topic, of open transactions too. */
  Map<TopicPartition, Long> ends(String topic) {
    try {
      Map<TopicPartition, OffsetSpec> latest =
          admin
              .describeTopics(java.util.List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .partitions()
              .stream()
              .collect(
                  Collectors.toMap(
                      info -> new TopicPartition(topic, info.partition()),
                      info -> OffsetSpec.latest()));
      return admin.listOffsets(latest).all().get().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the end of topic " + topic + " cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for the job", e);
  }

  @Override
  public void close() {
    admin.close();
  }
}
