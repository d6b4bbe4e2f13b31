package org.streamrecall.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.streamrecall.client.Topics;

/**
 * Where a recall's records are and how answers are delivered.
 *
 * @param bootstrapServers host:port, several separated by commas
 * @param topics the recall's topics
 * @param replyTopics topics beside {@code topics.predictions()} that a query's replyTo may name
 * @param groupId consumer group whose offsets move with each completed checkpoint
 * @param start where tokens begin when there is no checkpoint
 * @param guarantee of predictions and dead letters
 * @param transactionPrefix of transactional ids; one per job, or two jobs abort one another
 * @param transactionTimeout after which Kafka gives up a transaction, and its answers with it
 * @param deadLetterBytes longer records are cut in the dead-letter topic; at most {@link
 *     #MAX_DEAD_LETTER_BYTES}
 */
public record KafkaSettings(
    String bootstrapServers,
    Topics topics,
    Set<String> replyTopics,
    String groupId,
    Start start,
    DeliveryGuarantee guarantee,
    String transactionPrefix,
    Duration transactionTimeout,
    int deadLetterBytes)
    implements Serializable {
  /** Kafka's own upper limit unless the broker is told otherwise. */
  public static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

  public static final int DEAD_LETTER_BYTES = 65536;

  /** Kafka takes 1048576 bytes a record unless told otherwise; key and headers need some too. */
  public static final int MAX_DEAD_LETTER_BYTES = 1_000_000;

  /** Where a topic is read from when there is no checkpoint to go on from. */
  public enum Start {
    /** From the oldest record: the memories are rebuilt from what the topic still holds. */
    EARLIEST,
    /** From where the group had come to, else the oldest: what came before is not remembered. */
    COMMITTED,
    /** From now on: what came before is not remembered. */
    LATEST
  }

  public KafkaSettings {
    Objects.requireNonNull(bootstrapServers, "bootstrapServers");
    Objects.requireNonNull(groupId, "groupId");
    Objects.requireNonNull(transactionPrefix, "transactionPrefix");
    replyTopics = new TreeSet<>(replyTopics);
    replyTopics.forEach(topic -> Topics.requireName("reply topic", topic));
    if (deadLetterBytes < 0) {
      throw new IllegalArgumentException(
          "deadLetterBytes=" + deadLetterBytes + " is negative; 0 keeps only the headers");
    }
    if (deadLetterBytes > MAX_DEAD_LETTER_BYTES) {
      throw new IllegalArgumentException(
          "deadLetterBytes="
              + deadLetterBytes
              + " is more than Kafka takes in one record, with headers; use at most "
              + MAX_DEAD_LETTER_BYTES);
    }
  }

  /** Exactly once, tokens from the oldest, everything named after {@code name}. */
  public static KafkaSettings of(String bootstrapServers, Topics topics, String name) {
    return new KafkaSettings(
        bootstrapServers,
        topics,
        Set.of(),
        name,
        Start.EARLIEST,
        DeliveryGuarantee.EXACTLY_ONCE,
        name,
        TRANSACTION_TIMEOUT,
        DEAD_LETTER_BYTES);
  }

  public KafkaSettings withGuarantee(DeliveryGuarantee guarantee) {
    return new KafkaSettings(
        bootstrapServers,
        topics,
        replyTopics,
        groupId,
        start,
        guarantee,
        transactionPrefix,
        transactionTimeout,
        deadLetterBytes);
  }

  public KafkaSettings withReplyTopics(Set<String> replyTopics) {
    return new KafkaSettings(
        bootstrapServers,
        topics,
        replyTopics,
        groupId,
        start,
        guarantee,
        transactionPrefix,
        transactionTimeout,
        deadLetterBytes);
  }
}
