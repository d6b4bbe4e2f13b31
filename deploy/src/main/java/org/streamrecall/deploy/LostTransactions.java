package org.streamrecall.deploy;

import java.time.Duration;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Whether Kafka has given a job's transactions to another, which came later under the same name. A
 * restart does not mend it: answers that were to be committed are gone, and Flink's log alone says
 * so.
 */
final class LostTransactions {
  /** What Kafka gives up by itself is older, for a transaction may outlive a checkpoint's end. */
  private static final Duration YOUNG = RecallJob.CHECKPOINT_TIMEOUT;

  static final String REMEDY =
      "; another job has taken its transactions, so give each a --name of its own";

  private LostTransactions() {}

  /** Whether a failure is that a producer's transactions are another's. */
  static boolean is(Throwable failure) {
    Throwable first = FirstCause.of(failure);
    return first instanceof ProducerFencedException
        || first instanceof InvalidProducerEpochException;
  }

  /**
   * @param job its name
   * @throws IllegalStateException if the job has failed of it, soon after a checkpoint: it cannot
   *     have stood still for so long that Kafka gave its transactions up
   */
  static void check(String job, AccessExecutionGraph graph) {
    ErrorInfo failure = graph.getFailureInfo();
    CheckpointStatsSnapshot stats = graph.getCheckpointStatsSnapshot();
    CompletedCheckpointStats latest =
        stats == null ? null : stats.getHistory().getLatestCompletedCheckpoint();
    if (failure == null || latest == null) {
      return;
    }
    Throwable cause =
        failure.getException().deserializeError(LostTransactions.class.getClassLoader());
    long age = failure.getTimestamp() - latest.getTriggerTimestamp();
    if (is(cause) && age < YOUNG.toMillis()) {
      throw new IllegalStateException(
          "the job \"" + job + "\" has lost its transactions: " + said(cause) + REMEDY, cause);
    }
  }

  /** As the beginning of a sentence that goes on. */
  static String said(Throwable failure) {
    return FirstCause.text(failure).replaceAll("\\.$", "");
  }
}
