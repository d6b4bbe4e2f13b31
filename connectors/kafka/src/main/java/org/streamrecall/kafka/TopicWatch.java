package org.streamrecall.kafka;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the partitions of a topic every now and then, says which are new, and sees whether the
 * topic is another by now.
 */
final class TopicWatch implements KafkaSubscriber {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

  private final String topic;
  private int partitions;
  private transient Uuid id;

  /**
   * @param partitions that are known, 0 if none were found yet
   */
  TopicWatch(String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
  }

  /**
   * @throws IllegalStateException if Kafka does not say, or if the topic was made anew since it was
   *     looked at last: whoever begins again from a checkpoint finds out what it has missed
   */
  @Override
  public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
    return look(describe(admin));
  }

  Set<TopicPartition> look(TopicDescription now) {
    Uuid found = PartitionLook.id(now);
    if (id != null && found != null && !id.equals(found)) {
      throw new IllegalStateException(
          "the topic \""
              + topic
              + "\" was made anew while it was read: its id was "
              + id
              + ", and is "
              + found
              + "; the job goes back to its last checkpoint, to see what it has missed");
    }
    id = found;
    Set<TopicPartition> all = new HashSet<>();
    now.partitions().forEach(one -> all.add(new TopicPartition(topic, one.partition())));
    if (partitions > 0 && all.size() > partitions) {
      LOG.warn(
          "topic \"{}\" has {} partitions more, {} now: they are read from their beginning; keys may"
              + " have moved to them, and what is read of these is in no order with their former"
              + " partition's",
          topic,
          all.size() - partitions,
          all.size());
    }
    partitions = Math.max(partitions, all.size());
    return all;
  }

  private TopicDescription describe(AdminClient admin) {
    try {
      return admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Kafka does not say which partitions the topic \""
              + topic
              + "\" has: "
              + e.getCause().getMessage()
              + "; see whether it is there",
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Kafka", e);
    }
  }
}
