package org.streamrecall.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.clusterframework.ApplicationStatus;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job on a {@link LocalCluster}. */
public final class LocalJob {
  private static final long LOOK_MILLIS = 200;

  private final MiniCluster cluster;
  private final JobID id;
  private final String savepoints;
  private final JobLoss lost;
  private volatile boolean endedHere;

  /**
   * @param savepoints where a stop leaves them, or null to leave none
   * @param lost whether the job has lost what it needs
   */
  LocalJob(MiniCluster cluster, JobID id, String savepoints, JobLoss lost) {
    this.cluster = cluster;
    this.id = id;
    this.savepoints = savepoints;
    this.lost = lost;
  }

  public JobStatus status() {
    return cluster.getJobStatus(id).join();
  }

  /** How often a task was started anew, of the one for which it was most often. */
  public int restarts() {
    int most = 0;
    for (var vertex : cluster.getExecutionGraph(id).join().getAllExecutionVertices()) {
      most = Math.max(most, vertex.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return most;
  }

  /**
   * Waits until all tasks run.
   *
   * @throws IllegalStateException if the job fails, is lost, or does not run in time
   */
  public void awaitRunning(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!runs()) {
      requireSound();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the job is " + status() + " after " + patience.toSeconds() + " s" + lastFailure());
      }
      Thread.sleep(20);
    }
  }

  /** Why it was started anew last, if it was. */
  private String lastFailure() {
    ErrorInfo failure = cluster.getExecutionGraph(id).join().getFailureInfo();
    return failure == null
        ? "; see --verbose"
        : ", having failed: "
            + FirstCause.text(failure.getException().deserializeError(getClass().getClassLoader()));
  }

  private boolean runs() {
    if (status() != JobStatus.RUNNING) {
      return false;
    }
    for (var vertex : cluster.getExecutionGraph(id).join().getAllExecutionVertices()) {
      if (vertex.getExecutionState() != org.apache.flink.runtime.execution.ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  /** Of its completed checkpoints, or nothing as long as there is none. */
  public Optional<Checkpointed> checkpointed() {
    CheckpointStatsSnapshot stats =
        cluster.getExecutionGraph(id).join().getCheckpointStatsSnapshot();
    CompletedCheckpointStats latest =
        stats == null ? null : stats.getHistory().getLatestCompletedCheckpoint();
    return latest == null
        ? Optional.empty()
        : Optional.of(
            new Checkpointed(
                latest.getCheckpointId(),
                latest.getStateSize(),
                latest.getCheckpointedSize(),
                Duration.ofMillis(latest.getEndToEndDuration())));
  }

  /**
   * A completed checkpoint.
   *
   * @param number Flink's, which rises
   * @param bytes of all state in it
   * @param written of them, what none before it had left
   * @param took from its trigger to its end
   */
  public record Checkpointed(long number, long bytes, long written, Duration took) {}

  /**
   * Throws what ended the job, or ends it: a job without a TaskManager says that it runs for ever.
   *
   * @throws IllegalStateException as {@link #awaitEnd} does
   */
  public void requireSound() throws InterruptedException {
    if (status().isGloballyTerminalState()) {
      awaitEnd();
    }
    lost.check();
  }

  /**
   * Waits for the job to end by itself, or be stopped or cancelled here.
   *
   * @throws IllegalStateException if it fails, with the first cause that says something, if it was
   *     cancelled from outside, or if its last TaskManager or its transactions are gone
   */
  public void awaitEnd() throws InterruptedException {
    JobResult result = result();
    if (result.getApplicationStatus() == ApplicationStatus.CANCELED) {
      requireEndedHere("cancelled", "");
    } else if (result.getSerializedThrowable().isPresent()) {
      Throwable failure = result.getSerializedThrowable().get();
      throw new IllegalStateException("the job failed: " + FirstCause.text(failure), failure);
    }
  }

  /**
   * Waits for a job that has no end of its own to be stopped or cancelled here.
   *
   * @throws IllegalStateException as {@link #awaitEnd} does, or if it was stopped from outside
   */
  public void awaitStop() throws InterruptedException {
    awaitEnd();
    requireEndedHere("stopped", leftSavepoint());
  }

  private JobResult result() throws InterruptedException {
    CompletableFuture<JobResult> result = cluster.requestJobResult(id);
    while (true) {
      try {
        return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        lost.check();
      } catch (ExecutionException e) {
        throw new IllegalStateException("the job is lost: " + e.getCause().getMessage(), e);
      }
    }
  }

  private void requireEndedHere(String how, String savepoint) {
    if (!endedHere) {
      throw new IllegalStateException(
          "the job "
              + id
              + " was "
              + how
              + " from outside, by the REST interface at "
              + cluster.getRestAddress().join()
              + savepoint
              + "; start it again to go on");
    }
  }

  private String leftSavepoint() {
    CheckpointStatsSnapshot stats =
        cluster.getExecutionGraph(id).join().getCheckpointStatsSnapshot();
    CompletedCheckpointStats left = stats == null ? null : stats.getHistory().getLatestSavepoint();
    return left == null ? "" : ", and left the savepoint " + left.getExternalPath();
  }

  /**
   * Stops the job between two records, with a savepoint, and commits what it has answered: nothing
   * stays open in Kafka. Cancels it if that takes too long. A next run that has a state folder goes
   * on exactly there; one that has not may answer the last queries again.
   *
   * @return whether it could be stopped
   */
  public boolean stop(Duration patience) {
    if (savepoints != null) {
      return stop(patience, savepoints);
    }
    // Of its own, for the cluster's folder is removed meanwhile if the process is interrupted.
    Path folder;
    try {
      folder = Files.createTempDirectory("streamrecall-stop-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made for a stop", e);
    }
    try {
      return stop(patience, folder.toUri().toString());
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private boolean stop(Duration patience, String folder) {
    endedHere = true;
    try {
      cluster
          .stopWithSavepoint(id, folder, false, SavepointFormatType.NATIVE)
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException | CompletionException e) {
      cancel();
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel();
      return false;
    }
  }

  /** Ends the job at once. */
  public void cancel() {
    if (!status().isGloballyTerminalState()) {
      endedHere = true;
      cluster.cancelJob(id).join();
    }
  }
}
