package org.streamrecall.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.util.SerializedThrowable;

/** A job on a {@link LocalCluster}. */
public final class LocalJob {
  private final MiniCluster cluster;
  private final JobID id;
  private final String savepoints; // where a stop leaves them, or null to leave none

  LocalJob(MiniCluster cluster, JobID id, String savepoints) {
    this.cluster = cluster;
    this.id = id;
    this.savepoints = savepoints;
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
   * @throws IllegalStateException if the job fails, or does not run in time
   */
  public void awaitRunning(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!runs()) {
      if (status().isGloballyTerminalState()) {
        awaitEnd();
      }
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
            + reason(failure.getException().deserializeError(getClass().getClassLoader()));
  }

  /** What the first cause says, without the name of its class. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    String name =
        root instanceof SerializedThrowable serialized
            ? serialized.getOriginalErrorClassName() + ": "
            : "";
    return message.startsWith(name) ? message.substring(name.length()) : message;
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
        : Optional.of(new Checkpointed(latest.getCheckpointId(), latest.getStateSize()));
  }

  /**
   * A completed checkpoint.
   *
   * @param number Flink's, which rises
   * @param bytes of all state in it
   */
  public record Checkpointed(long number, long bytes) {}

  /**
   * Waits for the job to end by itself, be stopped or be cancelled.
   *
   * @throws IllegalStateException if it fails, with the first cause that says something
   */
  public void awaitEnd() throws InterruptedException {
    JobResult result;
    try {
      result = cluster.requestJobResult(id).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the job is lost: " + e.getCause().getMessage(), e);
    }
    if (result.getSerializedThrowable().isPresent()) {
      Throwable failure = result.getSerializedThrowable().get();
      throw new IllegalStateException("the job failed: " + reason(failure), failure);
    }
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
      cluster.cancelJob(id).join();
    }
  }
}
