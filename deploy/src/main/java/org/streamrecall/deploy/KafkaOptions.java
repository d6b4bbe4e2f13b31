package org.streamrecall.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.streamrecall.client.Topics;
import org.streamrecall.kafka.BadRecords;
import org.streamrecall.kafka.KafkaDelivery;
import org.streamrecall.kafka.KafkaInput;
import org.streamrecall.kafka.KafkaSettings;
import org.streamrecall.kafka.OnGap;
import org.streamrecall.kafka.OnLoss;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Kafka, which topics, and how answers are delivered. */
final class KafkaOptions {
  /** The words on the command line for what happens to answers when something fails. */
  enum Delivery {
    EXACTLY_ONCE("exactly-once", DeliveryGuarantee.EXACTLY_ONCE),
    AT_LEAST_ONCE("at-least-once", DeliveryGuarantee.AT_LEAST_ONCE);

    private final String word;
    private final DeliveryGuarantee guarantee;

    Delivery(String word, DeliveryGuarantee guarantee) {
      this.word = word;
      this.guarantee = guarantee;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  @Mixin private AccessOptions access = new AccessOptions();

  @Option(
      names = "--topics",
      paramLabel = "PREFIX",
      defaultValue = "recall",
      description =
          "Topics are PREFIX.tokens, .queries, .predictions, .models and .dead-letters (default:"
              + " ${DEFAULT-VALUE}).")
  private String prefix;

  @Option(
      names = "--reply-topics",
      paramLabel = "TOPIC",
      split = ",",
      description = "Topics that a query's replyTo header may name.")
  private Set<String> replyTopics = Set.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Consumer group, and prefix of transactional ids and uids; one per job, for Kafka gives a"
              + " name's transactions to whoever came last (default: the topics' prefix, and of events"
              + " for group and transactions also their topics, as PREFIX:EVENTS:OUT).")
  private String name;

  @Option(
      names = "--start",
      defaultValue = "EARLIEST",
      description =
          "Where tokens begin without --state: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}).")
  private KafkaSettings.Start start;

  @Option(
      names = "--delivery",
      defaultValue = "exactly-once",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Delivery delivery;

  @Option(
      names = "--transaction-timeout",
      paramLabel = "MILLIS",
      converter = PositiveNumber.class,
      defaultValue = "900000",
      description = "After which Kafka gives up an open transaction (default: ${DEFAULT-VALUE}).")
  private int transactionMillis;

  @Option(
      names = "--on-loss",
      defaultValue = "fail",
      description =
          "What becomes of the job when Kafka has given up answers before they were committed:"
              + " ${COMPLETION-CANDIDATES}; fail ends it with status 1 and names them, count goes on"
              + " (default: ${DEFAULT-VALUE}).")
  private OnLoss onLoss;

  @Option(
      names = "--dead-letter-bytes",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "" + KafkaSettings.DEAD_LETTER_BYTES,
      description =
          "Longer records are cut among the dead letters, at most "
              + KafkaSettings.MAX_DEAD_LETTER_BYTES
              + " (default: ${DEFAULT-VALUE}).")
  private int deadLetterBytes;

  @Option(
      names = "--bad-records",
      defaultValue = "dead-letter",
      description =
          "What becomes of records that cannot be taken in, and of answers that Kafka would not"
              + " take: ${COMPLETION-CANDIDATES}; fail ends the job with status 1 (default:"
              + " ${DEFAULT-VALUE}).")
  private BadRecords badRecords;

  @Option(
      names = "--max-request-size",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "" + KafkaDelivery.MAX_REQUEST_SIZE,
      description =
          "Largest answer that is written, as a record with key and headers; larger ones are bad"
              + " records (default: ${DEFAULT-VALUE}).")
  private int maxRequestSize;

  @Option(
      names = "--on-gap",
      defaultValue = "fail",
      description =
          "What becomes of the job if records are gone before it has read them (deleted, or the topic"
              + " was made anew): ${COMPLETION-CANDIDATES}; fail ends it with status 1 and names them,"
              + " count goes on without them (default: ${DEFAULT-VALUE}).")
  private OnGap onGap;

  @Option(
      names = "--discover-partitions",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "10s",
      description =
          "How often topics are looked at for new partitions, and for having been made anew (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration discovery;

  /**
   * @param ofEvents topics of events that the job reads and writes, beside those of the prefix
   */
  KafkaSettings settings(List<String> ofEvents) {
    String job = name == null ? defaultName(ofEvents) : name;
    return new KafkaSettings(
        access.access(),
        Topics.withPrefix(prefix),
        replyTopics,
        job,
        name == null ? prefix : name,
        start,
        new KafkaDelivery(
            delivery.guarantee, job, Duration.ofMillis(transactionMillis), maxRequestSize, onLoss),
        badRecords,
        deadLetterBytes,
        new KafkaInput(onGap, discovery));
  }

  /**
   * Another for other topics, or two jobs would take one another's transactions. No topic has a
   * colon in its name.
   */
  private String defaultName(List<String> ofEvents) {
    return String.join(":", Stream.concat(Stream.of(prefix), ofEvents.stream()).toList());
  }
}
