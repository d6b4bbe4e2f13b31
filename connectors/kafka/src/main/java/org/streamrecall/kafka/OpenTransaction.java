package org.streamrecall.kafka;

import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction of somebody else's that has been open for long: who reads committed records of its
 * partitions waits behind it.
 *
 * @param id its producer's transactional id
 * @param producer its producer's number
 * @param partitions that it has written to
 * @param open for how long it has been
 * @param timeout after which Kafka gives it up
 */
public record OpenTransaction(
    String id, long producer, Set<TopicPartition> partitions, Duration open, Duration timeout) {
  /** What waits, behind whom, until when, and what to do. */
  @Override
  public String toString() {
    return "readers of committed records of %s wait behind the transaction \"%s\" of producer %d, open for %d s;"
            .formatted(where(), id, producer, open.toSeconds())
        + " Kafka gives it up after %d s: end its job, or it with kafka-transactions.sh forceTerminateTransaction"
            .formatted(timeout.toSeconds());
  }

  private String where() {
    return partitions.stream()
        .collect(
            Collectors.groupingBy(
                TopicPartition::topic,
                TreeMap::new,
                Collectors.mapping(
                    TopicPartition::partition, Collectors.toCollection(TreeSet::new))))
        .entrySet()
        .stream()
        .map(topic -> "topic " + topic.getKey() + ", partitions " + topic.getValue())
        .collect(Collectors.joining("; "));
  }
}
