package org.streamrecall.kafka;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** What became of a transaction that Kafka does not let its writer commit. */
enum TransactionFate {
  /** It stands. */
  COMMITTED,
  /** Kafka has given it up, because it was open for too long or somebody made it. */
  ABORTED,
  /** Another producer has its name now. */
  TAKEN,
  /** Kafka has forgotten its name, for it was silent for days. */
  FORGOTTEN;

  /**
   * Asks the broker that coordinates it.
   *
   * @throws ExecutionException if that cannot be known now
   */
  static TransactionFate of(KafkaCommittable transaction, Admin admin)
      throws ExecutionException, InterruptedException {
    String id = transaction.getTransactionalId();
    TransactionDescription now;
    try {
      now = admin.describeTransactions(List.of(id)).description(id).get();
    } catch (ExecutionException e) {
      if (isForgotten(e.getCause())) {
        return FORGOTTEN;
      }
      throw e;
    }
    // A broker raises the epoch by one as it ends a transaction.
    if (now.producerId() != transaction.getProducerId()
        || now.producerEpoch() > transaction.getEpoch() + 1) {
      return TAKEN;
    }
    return switch (now.state()) {
      case COMPLETE_COMMIT, PREPARE_COMMIT -> COMMITTED;
      case COMPLETE_ABORT, PREPARE_ABORT, PREPARE_EPOCH_FENCE -> ABORTED;
      default -> TAKEN;
    };
  }

  /** Whether a failure is that Kafka does not know a transaction's name any more. */
  static boolean isForgotten(Throwable failure) {
    return failure instanceof TransactionalIdNotFoundException
        || failure instanceof InvalidPidMappingException;
  }
}
