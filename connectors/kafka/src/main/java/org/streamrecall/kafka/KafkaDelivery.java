package org.streamrecall.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * How answers and dead letters are written.
 *
 * @param guarantee of both
 * @param transactionPrefix of transactional ids; one per job, or two jobs abort one another
 * @param transactionTimeout after which Kafka gives up a transaction, and its answers with it
 * @param maxRequestSize the producer's max.request.size: an answer that takes more goes to the dead
 *     letters, for a producer that refuses it would fail the job again after every restart
 * @param onLoss what becomes of the job when Kafka has given up a transaction before it was
 *     committed
 */
public record KafkaDelivery(
    DeliveryGuarantee guarantee,
    String transactionPrefix,
    Duration transactionTimeout,
    int maxRequestSize,
    OnLoss onLoss)
    implements Serializable {
  /** Kafka's own upper limit unless the broker is told otherwise. */
  public static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

  /** Kafka's own, and just below what a broker takes unless told otherwise. */
  public static final int MAX_REQUEST_SIZE = 1048576;

  /** All that Kafka's producer buffers unless told otherwise. */
  public static final int LARGEST_REQUEST_SIZE = 33554432;

  public KafkaDelivery {
    Objects.requireNonNull(guarantee, "guarantee");
    Objects.requireNonNull(transactionPrefix, "transactionPrefix");
    Objects.requireNonNull(transactionTimeout, "transactionTimeout");
    Objects.requireNonNull(onLoss, "onLoss");
    if (maxRequestSize < 1 || maxRequestSize > LARGEST_REQUEST_SIZE) {
      throw new IllegalArgumentException(
          "max.request.size="
              + maxRequestSize
              + " is outside 1 to "
              + LARGEST_REQUEST_SIZE
              + ", which is all that the producer buffers; use one in between");
    }
  }

  /** Exactly once. */
  public static KafkaDelivery of(String transactionPrefix) {
    return new KafkaDelivery(
        DeliveryGuarantee.EXACTLY_ONCE,
        transactionPrefix,
        TRANSACTION_TIMEOUT,
        MAX_REQUEST_SIZE,
        OnLoss.FAIL);
  }

  public KafkaDelivery withGuarantee(DeliveryGuarantee guarantee) {
    return new KafkaDelivery(
        guarantee, transactionPrefix, transactionTimeout, maxRequestSize, onLoss);
  }

  public KafkaDelivery withMaxRequestSize(int maxRequestSize) {
    return new KafkaDelivery(
        guarantee, transactionPrefix, transactionTimeout, maxRequestSize, onLoss);
  }

  public KafkaDelivery withOnLoss(OnLoss onLoss) {
    return new KafkaDelivery(
        guarantee, transactionPrefix, transactionTimeout, maxRequestSize, onLoss);
  }
}
