package org.streamrecall.deploy;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.apache.flink.runtime.minicluster.MiniCluster;

/**
 * Whether a job has lost its last TaskManager for good. Flink does not start one anew in the
 * process that it is of, and lets a job wait for it for ever, RUNNING all the while.
 */
final class JobLoss {
  /** Where Flink has said why. One may be started anew meanwhile by whoever has ended it. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Where it has not: one that was only slow, as after a laptop's sleep, comes back. */
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(1);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final MiniCluster cluster;
  private final TaskManagerLoss loss;
  private final String job;
  private boolean seen; // a TaskManager, ever
  private long gone; // when it was first seen that there is none; 0 as long as there is one
  private long looked = System.nanoTime();

  /**
   * @param job its name
   */
  JobLoss(MiniCluster cluster, TaskManagerLoss loss, String job) {
    this.cluster = cluster;
    this.loss = loss;
    this.job = job;
  }

  /**
   * To be called every now and then.
   *
   * @throws IllegalStateException if there has been no TaskManager for a while, with the reason
   */
  synchronized void check() {
    long now = System.nanoTime();
    if (now - looked < BETWEEN_LOOKS.toNanos()) {
      return;
    }
    looked = now;
    if (taskManagers() > 0) {
      seen = true;
      gone = 0;
      return;
    }
    if (gone == 0) {
      gone = now;
    }
    Duration patience = loss.cause() == null ? LONG_PATIENCE : PATIENCE;
    if ((seen || loss.cause() != null) && now - gone > patience.toNanos()) {
      throw new IllegalStateException(
          "the job \"" + job + "\" has lost its last TaskManager" + reason(), loss.cause());
    }
  }

  private int taskManagers() {
    try {
      return cluster.requestClusterOverview().join().getNumTaskManagersConnected();
    } catch (CompletionException | IllegalStateException e) {
      return 0; // it is ending too
    }
  }

  private String reason() {
    if (loss.cause() == null) {
      return "; start it again, and see --verbose";
    }
    return ": " + FirstCause.text(loss.cause()).replaceAll("\\.$", "") + "; start it again";
  }
}
