package org.streamrecall.kafka;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.ThrowingRunnable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the transaction that a writer has open is another job's now. A restart would take it back
 * and end the other, which would take it again: so this one ends. One that Kafka has given up by
 * itself, for it was open for too long, is written anew from the checkpoint before.
 */
final class TakenTransactions {
  private static final Logger LOG = LoggerFactory.getLogger(TakenTransactions.class);
  private static final int LOOKS = 20;
  private static final int BETWEEN_MILLIS = 50;
  private static final int ANSWER_MILLIS = 5000;

  private final Supplier<Admin> brokers;
  private final String subtask;
  private long begun;

  /**
   * @param brokers who is asked
   * @param job prefix of its transactions
   */
  TakenTransactions(Supplier<Admin> brokers, String job, WriterInitContext context) {
    this.brokers = brokers;
    subtask = job + "-" + context.getTaskInfo().getIndexOfThisSubtask() + "-";
    begun = context.getRestoredCheckpointId().orElse(WriterInitContext.INITIAL_CHECKPOINT_ID - 1);
  }

  /** A transaction is begun after each checkpoint, and the connector names it by the next. */
  void begunAfter(long checkpoint) {
    begun = checkpoint;
  }

  /**
   * Looks into a failure of the writer.
   *
   * @throws SuppressRestartsException if it is that another job has its transaction
   */
  void check(Throwable failure) throws InterruptedException {
    if (!isFenced(failure)) {
      return;
    }
    String open = subtask + (begun + 1);
    if (isTaken(open)) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              "another job has taken its transactions, so give each a --name of its own: \""
                  + open
                  + "\" is another producer's now, and what was not committed is for that job to"
                  + " answer"));
    }
  }

  private static boolean isFenced(Throwable failure) {
    return ExceptionUtils.findThrowable(failure, ProducerFencedException.class).isPresent()
        || ExceptionUtils.findThrowable(failure, InvalidProducerEpochException.class).isPresent();
  }

  /** One that takes a name has what is open ended first, and then begins. */
  private boolean isTaken(String open) throws InterruptedException {
    DescribeTransactionsOptions patience =
        new DescribeTransactionsOptions().timeoutMs(ANSWER_MILLIS);
    try (Admin admin = brokers.get()) {
      for (int look = 0; look < LOOKS; look++) {
        TransactionState state =
            admin.describeTransactions(List.of(open), patience).description(open).get().state();
        switch (state) {
          case EMPTY, ONGOING, PREPARE_COMMIT, COMPLETE_COMMIT -> {
            return true;
          }
          default -> Thread.sleep(BETWEEN_MILLIS);
        }
      }
    } catch (ExecutionException e) {
      LOG.warn("Whether {} is another job's now cannot be known", open, e);
    }
    return false;
  }

  /** One whose failures are looked into: the connector tells those of sent records by it. */
  MailboxExecutor watched(MailboxExecutor mailbox) {
    return new MailboxExecutor() {
      @Override
      public void execute(
          MailOptions options,
          ThrowingRunnable<? extends Exception> command,
          String description,
          Object... arguments) {
        mailbox.execute(options, () -> run(command), description, arguments);
      }

      @Override
      public void yield() throws InterruptedException, FlinkRuntimeException {
        mailbox.yield();
      }

      @Override
      public boolean tryYield() throws FlinkRuntimeException {
        return mailbox.tryYield();
      }

      @Override
      public boolean shouldInterrupt() {
        return mailbox.shouldInterrupt();
      }
    };
  }

  private void run(ThrowingRunnable<? extends Exception> command) throws Exception {
    try {
      command.run();
    } catch (Exception e) {
      check(e);
      throw e;
    }
  }
}
