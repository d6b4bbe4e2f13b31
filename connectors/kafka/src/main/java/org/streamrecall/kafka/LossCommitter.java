package org.streamrecall.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.IOUtils;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits transactions by the connector's committer, and says which of them are lost.
 *
 * <ol>
 *   <li>The connector counts a transaction that Kafka refuses to commit, and goes on. Here the
 *       broker is asked what became of it: one that stands is as if it had been committed now.
 *   <li>One that is aborted is a loss: it ends the job without a restart, or is counted and said,
 *       as {@link OnLoss} has it. All others of the same checkpoint are committed first.
 *   <li>A checkpoint before it would not bring it back without doubling what others have committed.
 * </ol>
 */
final class LossCommitter implements Committer<WrittenTransaction> {
  private static final Logger LOG = LoggerFactory.getLogger(LossCommitter.class);

  private final Committer<KafkaCommittable> kafka;
  private final Supplier<Admin> brokers;
  private final KafkaDelivery delivery;
  private final Counter lost;
  private Admin admin; // made when it is first needed

  /**
   * @param brokers who is asked
   * @param lost counts answers and dead letters of transactions that are
   */
  LossCommitter(
      Committer<KafkaCommittable> kafka,
      Supplier<Admin> brokers,
      KafkaDelivery delivery,
      Counter lost) {
    this.kafka = kafka;
    this.brokers = brokers;
    this.delivery = delivery;
    this.lost = lost;
  }

  /**
   * @throws SuppressRestartsException naming all that is lost, unless it is to be counted
   */
  @Override
  public void commit(Collection<CommitRequest<WrittenTransaction>> requests)
      throws IOException, InterruptedException {
    List<Request> all = new ArrayList<>();
    for (CommitRequest<WrittenTransaction> request : requests) {
      all.add(new Request(request));
    }
    kafka.commit(new ArrayList<>(all));
    List<String> losses = new ArrayList<>();
    for (Request request : all) {
      if (request.refusal != null) {
        settle(request, losses);
      }
    }
    if (losses.isEmpty()) {
      return;
    }
    String said = String.join("; ", losses) + remedy();
    if (delivery.onLoss() == OnLoss.FAIL) {
      throw new SuppressRestartsException(new IllegalStateException(said));
    }
    LOG.error(said);
  }

  private void settle(Request request, List<String> losses) throws InterruptedException {
    TransactionFate fate;
    try {
      admin = admin == null ? brokers.get() : admin;
      fate = TransactionFate.of(request.getCommittable(), admin);
    } catch (ExecutionException e) {
      LOG.warn("What became of {} cannot be known yet", request.of.getCommittable(), e);
      request.of.retryLater();
      return;
    }
    if (fate == TransactionFate.COMMITTED) {
      request.of.signalAlreadyCommitted();
      return;
    }
    WrittenTransaction written = request.of.getCommittable();
    losses.add(sentence(written, fate));
    lost.inc(written.records());
    if (delivery.onLoss() == OnLoss.COUNT) {
      request.of.signalFailedWithKnownReason(request.refusal);
    }
  }

  private static String sentence(WrittenTransaction written, TransactionFate fate) {
    boolean fresh = written.kafka().getProducer().isPresent(); // else it may have been committed
    return written
        + switch (fate) {
          case TAKEN ->
              fresh
                  ? ", is lost: another job has taken its transactions, so give each a --name of its own,"
                      + " or somebody has ended it"
                  : ", may be lost: another producer has its name now";
          case FORGOTTEN ->
              ", may be lost: Kafka has forgotten its name, as it does after some days";
          default -> ", is lost: Kafka has aborted it";
        };
  }

  private String remedy() {
    return ". A job that stands still for longer than its transaction time-out of "
        + delivery.transactionTimeout().toMillis()
        + " ms loses what it had not committed. Nothing else is lost. Go on with --on-loss count;"
        + " what is lost can be answered again by another job without state that learns the same"
        + " records from the oldest on: --name NEW --queries-from and --queries-to those times";
  }

  @Override
  public void close() throws IOException {
    try {
      IOUtils.closeAll(kafka, admin);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Holds back what the connector would only count. */
  private static final class Request implements CommitRequest<KafkaCommittable> {
    private final CommitRequest<WrittenTransaction> of;
    private Throwable refusal; // null as long as there is none

    Request(CommitRequest<WrittenTransaction> of) {
      this.of = of;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return of.getCommittable().kafka();
    }

    @Override
    public int getNumberOfRetries() {
      return of.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      refusal = reason;
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      if (TransactionFate.isForgotten(reason)) {
        refusal = reason;
      } else {
        of.signalFailedWithUnknownReason(reason);
      }
    }

    @Override
    public void retryLater() {
      of.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable other) {
      of.updateAndRetryLater(of.getCommittable().as(other));
    }

    @Override
    public void signalAlreadyCommitted() {
      of.signalAlreadyCommitted();
    }
  }
}
