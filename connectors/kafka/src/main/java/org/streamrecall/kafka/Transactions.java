package org.streamrecall.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/** The transactions that are open in a Kafka. */
public final class Transactions {
  private final Admin admin;

  Transactions(Admin admin) {
    this.admin = admin;
  }

  /**
   * Those of others that have been open for long.
   *
   * @param topics that they have written to, one of them at least
   * @param own name of the job whose are not meant
   * @throws IllegalStateException if Kafka does not say
   */
  public List<OpenTransaction> openTo(Set<String> topics, String own, Duration longerThan) {
    List<String> ids = ongoing(longerThan).stream().filter(id -> !isOf(own, id)).sorted().toList();
    long now = System.currentTimeMillis();
    List<OpenTransaction> open = new ArrayList<>();
    Broker.get("describe the open transactions", admin.describeTransactions(ids).all())
        .forEach(
            (id, of) -> {
              Set<TopicPartition> partitions = new HashSet<>(of.topicPartitions());
              partitions.removeIf(partition -> !topics.contains(partition.topic()));
              if (of.transactionStartTimeMs().isPresent() && !partitions.isEmpty()) {
                Duration since = Duration.ofMillis(now - of.transactionStartTimeMs().getAsLong());
                Duration timeout = Duration.ofMillis(of.transactionTimeoutMs());
                open.add(new OpenTransaction(id, of.producerId(), partitions, since, timeout));
              }
            });
    return open;
  }

  /**
   * Checks that no job of this name is answering. One that was killed leaves transactions open; one
   * that lives begins others. One that has nothing to answer, or whose checkpoints are longer apart
   * than is watched, is not noticed.
   *
   * @param job prefix of its transactions
   * @param watched for so long, if any are open
   * @throws IllegalStateException if one is, or Kafka does not say
   */
  public void requireNoOther(String job, Duration watched) throws InterruptedException {
    Set<String> before = of(job);
    if (before.isEmpty()) {
      return;
    }
    long end = System.nanoTime() + watched.toNanos();
    while (System.nanoTime() < end) {
      Thread.sleep(Math.max(1, watched.toMillis() / 10));
      Set<String> begun = of(job);
      begun.removeAll(before);
      if (!begun.isEmpty()) {
        throw new IllegalStateException(
            "a job \"%s\" is running: the transaction \"%s\" began a moment ago, and it would be taken from it; end that job, or give this one a --name of its own"
                .formatted(job, begun.iterator().next()));
      }
    }
  }

  private Set<String> of(String job) {
    Set<String> ids = new TreeSet<>(ongoing(Duration.ZERO));
    ids.removeIf(id -> !isOf(job, id));
    return ids;
  }

  /** A job's are its name, a subtask's number and a checkpoint's. */
  private static boolean isOf(String job, String id) {
    return id.startsWith(job + "-") && id.substring(job.length()).matches("-\\d+-\\d+");
  }

  private List<String> ongoing(Duration longerThan) {
    ListTransactionsOptions options =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    if (!longerThan.isZero()) {
      options.filterOnDuration(longerThan.toMillis());
    }
    return Broker.get("list the open transactions", admin.listTransactions(options).all()).stream()
        .map(TransactionListing::transactionalId)
        .toList();
  }
}
