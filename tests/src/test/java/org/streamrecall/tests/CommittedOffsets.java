package org.streamrecall.tests;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a job has read, by its checkpoints. */
final class CommittedOffsets {
  private CommittedOffsets() {}

  /**
   * Waits until a group has committed the ends of topics: a checkpoint stands after all that was
   * sent, and what became of it is committed too.
   */
  static void await(String bootstrapServers, String group, Duration patience, String... topics)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      await(admin, group, patience, topics);
    }
  }

  private static void await(Admin admin, String group, Duration patience, String... topics)
      throws Exception {
    Map<TopicPartition, Long> ends = ends(admin, Set.of(topics));
    long deadline = System.nanoTime() + patience.toNanos();
    while (!committed(admin, group).entrySet().containsAll(ends.entrySet())) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "after " + patience + " only " + committed(admin, group) + " of " + ends + " are read");
      }
      Thread.sleep(100);
    }
  }

  private static Map<TopicPartition, Long> ends(Admin admin, Set<String> topics) throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    admin
        .describeTopics(topics)
        .allTopicNames()
        .get()
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        p ->
                            latest.put(
                                new TopicPartition(name, p.partition()), OffsetSpec.latest())));
    return admin.listOffsets(latest).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static Map<TopicPartition, Long> committed(Admin admin, String group) throws Exception {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> all =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    all.forEach((partition, at) -> offsets.put(partition, at.offset()));
    return offsets;
  }
}
