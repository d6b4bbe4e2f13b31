package org.streamrecall.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.KafkaRight;
import org.streamrecall.client.TopicsSeen;

/** Makes topics that a job lacks. */
final class TopicMaking {
  private static final Duration LONGEST_UNKNOWN = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Admin admin;
  private final KafkaAccess access;

  TopicMaking(Admin admin, KafkaAccess access) {
    this.admin = admin;
    this.access = access;
  }

  /**
   * Makes topics, and waits until brokers know of them; those that are there by now do.
   *
   * @throws IllegalStateException if Kafka refuses one, or does not make it
   */
  void make(List<NewTopic> missing) {
    List<KafkaRight> refused = new ArrayList<>();
    for (Map.Entry<String, KafkaFuture<Void>> created :
        new TreeMap<>(admin.createTopics(missing).values()).entrySet()) {
      try {
        Broker.get("create the topic " + created.getKey(), created.getValue());
      } catch (IllegalStateException e) {
        if (e.getCause() instanceof AuthorizationException) {
          refused.add(KafkaRight.topic(AclOperation.CREATE, created.getKey()));
        } else if (!(e.getCause() instanceof TopicExistsException)) { // another job was faster
          throw e;
        }
      }
    }
    if (!refused.isEmpty()) {
      throw new IllegalStateException(
          "topics are missing, and "
              + KafkaRight.refusal(access, refused)
              + "; or somebody who may create them runs streamrecall topics with the same options");
    }
    awaitLeaders(missing.stream().map(NewTopic::name).toList());
  }

  /**
   * A producer that is quicker than a new partition's leader has its first batch refused and the
   * next one taken, and Kafka then never takes the first. And brokers know of a new topic a moment
   * after the controller that made it.
   */
  private void awaitLeaders(List<String> created) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    awaitKnown(created)
        .present()
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        one ->
                            ends.put(
                                new TopicPartition(name, one.partition()), OffsetSpec.latest())));
    Broker.get("find the leaders of new topics", admin.listOffsets(ends).all());
  }

  private TopicsSeen awaitKnown(List<String> created) {
    long end = System.nanoTime() + LONGEST_UNKNOWN.toNanos();
    while (true) {
      TopicsSeen seen = TopicsSeen.of(admin, created);
      if (created.stream().allMatch(name -> Broker.isKnown(name, seen))) {
        return seen;
      }
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "Kafka has made the topics "
                + created
                + " and does not know all of them after "
                + LONGEST_UNKNOWN.toSeconds()
                + " s; look at the brokers, then start again");
      }
      try {
        Thread.sleep(POLL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for new topics", e);
      }
    }
  }
}
