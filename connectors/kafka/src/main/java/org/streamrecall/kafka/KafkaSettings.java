package org.streamrecall.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.client.Topics;

/**
 * Where a recall's records are, how answers are delivered, and what becomes of bad records.
 *
 * @param access to the Kafka, of every client of the job
 * @param topics the recall's topics
 * @param replyTopics topics beside {@code topics.predictions()} that a query's replyTo may name
 * @param groupId consumer group whose offsets move with each completed checkpoint
 * @param uid prefix of the operators' uids, by which state finds them; metrics and logs say it too
 * @param start where tokens begin when there is no checkpoint
 * @param delivery of predictions and dead letters
 * @param badRecords what becomes of records that cannot be taken in
 * @param deadLetterBytes longer records are cut in the dead-letter topic; at most {@link
 *     #MAX_DEAD_LETTER_BYTES}
 * @param input what becomes of the job if its input is gone before it was read
 */
public record KafkaSettings(
    KafkaAccess access,
    Topics topics,
    Set<String> replyTopics,
    String groupId,
    String uid,
    Start start,
    KafkaDelivery delivery,
    BadRecords badRecords,
    int deadLetterBytes,
    KafkaInput input)
    implements Serializable {
  public static final int DEAD_LETTER_BYTES = 65536;

  /** Kafka takes 1048576 bytes a record unless told otherwise; key and headers need some too. */
  public static final int MAX_DEAD_LETTER_BYTES = 1_000_000;

  /** What a dead letter's key and headers may take. */
  private static final int LETTER_OVERHEAD = 48_576;

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
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(groupId, "groupId");
    Objects.requireNonNull(uid, "uid");
    Objects.requireNonNull(delivery, "delivery");
    Objects.requireNonNull(badRecords, "badRecords");
    Objects.requireNonNull(input, "input");
    replyTopics = new TreeSet<>(replyTopics);
    for (String topic : replyTopics) {
      if (!topic.equals(topics.predictions())) {
        topics.requireOther("reply topic", topic);
      }
    }
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
    if (delivery.maxRequestSize() < deadLetterBytes + LETTER_OVERHEAD) {
      throw new IllegalArgumentException(
          "max.request.size="
              + delivery.maxRequestSize()
              + " does not hold a dead letter of "
              + deadLetterBytes
              + " bytes with its key and headers; raise it to at least "
              + (deadLetterBytes + LETTER_OVERHEAD)
              + ", or keep fewer bytes of a dead letter");
    }
  }

  /** Exactly once, tokens from the oldest, everything named after {@code name}. */
  public static KafkaSettings of(String bootstrapServers, Topics topics, String name) {
    return of(KafkaAccess.of(bootstrapServers), topics, name);
  }

  /** The same in a Kafka that asks for more than its address. */
  public static KafkaSettings of(KafkaAccess access, Topics topics, String name) {
    return new KafkaSettings(
        access,
        topics,
        Set.of(),
        name,
        name,
        Start.EARLIEST,
        KafkaDelivery.of(name),
        BadRecords.DEAD_LETTER,
        DEAD_LETTER_BYTES,
        KafkaInput.DEFAULTS);
  }

  public String bootstrapServers() {
    return access.bootstrapServers();
  }

  /** The same with more properties of Kafka's clients, see {@link KafkaAccess}. */
  public KafkaSettings withProperties(Map<String, String> properties) {
    return new KafkaSettings(
        access.with(properties),
        topics,
        replyTopics,
        groupId,
        uid,
        start,
        delivery,
        badRecords,
        deadLetterBytes,
        input);
  }

  public KafkaSettings withGuarantee(DeliveryGuarantee guarantee) {
    return withDelivery(delivery.withGuarantee(guarantee));
  }

  public KafkaSettings withDelivery(KafkaDelivery delivery) {
    return new KafkaSettings(
        access,
        topics,
        replyTopics,
        groupId,
        uid,
        start,
        delivery,
        badRecords,
        deadLetterBytes,
        input);
  }

  public KafkaSettings withReplyTopics(Set<String> replyTopics) {
    return new KafkaSettings(
        access,
        topics,
        replyTopics,
        groupId,
        uid,
        start,
        delivery,
        badRecords,
        deadLetterBytes,
        input);
  }

  public KafkaSettings withBadRecords(BadRecords badRecords) {
    return new KafkaSettings(
        access,
        topics,
        replyTopics,
        groupId,
        uid,
        start,
        delivery,
        badRecords,
        deadLetterBytes,
        input);
  }

  public KafkaSettings withInput(KafkaInput input) {
    return new KafkaSettings(
        access,
        topics,
        replyTopics,
        groupId,
        uid,
        start,
        delivery,
        badRecords,
        deadLetterBytes,
        input);
  }
}
