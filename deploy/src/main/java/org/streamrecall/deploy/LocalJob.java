package org.streamrecall.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.clusterframework.ApplicationStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job on a {@link LocalCluster}. */
public final class LocalJob {
  private static final long LOOK_MILLIS = 200;

  private final MiniCluster cluster;
  private final JobID id;
  private final String savepoints;
  private final Path files;
  private final JobLoss lost;
  private volatile boolean endedHere;
  private Consumer<LocalJob> watch = job -> {};

  /**
   * @param savepoints where a stop leaves them, or null to leave none
   * @param files where tasks write what they restore
   * @param lost whether the job has lost what it needs
   */
  LocalJob(MiniCluster cluster, JobID id, String savepoints, Path files, JobLoss lost) {
    this.cluster = cluster;
    this.id = id;
    this.savepoints = savepoints;
    this.files = files;
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
   * Waits until all tasks run, as long as it comes nearer to that.
   *
   * @param patience without progress
   * @throws IllegalStateException if the job fails, is lost, or gets no further
   */
  public void awaitRunning(Duration patience) throws InterruptedException {
    awaitRunning(patience, (running, all) -> {});
  }

  /** Is told how far a job has come. */
  interface StartListener {
    /**
     * @param running tasks
     * @param all there will be
     */
    void waiting(int running, int all);
  }

  void awaitRunning(Duration patience, StartListener listener) throws InterruptedException {
    long begin = System.nanoTime();
    long further = begin;
    StartProgress progress = new StartProgress();
    while (true) {
      Set<String> starting = new HashSet<>();
      int all = 0;
      AccessExecutionGraph graph = cluster.getExecutionGraph(id).join();
      for (var vertex : graph.getAllExecutionVertices()) {
        all++;
        if (vertex.getExecutionState() != ExecutionState.RUNNING) {
          starting.add(vertex.getTaskNameWithSubtaskIndex());
        }
      }
      if (graph.getState() == JobStatus.RUNNING && starting.isEmpty()) {
        return;
      }
      requireSound();
      long now = System.nanoTime();
      if (progress.isDue(now)
          && progress.further(all - starting.size(), StartProgress.work(starting, files))) {
        further = now;
      }
      if (now - further > patience.toNanos()) {
        throw new IllegalStateException(
            "the job is "
                + status()
                + " after "
                + Duration.ofNanos(now - begin).toSeconds()
                + " s"
                + lastFailure());
      }
      listener.waiting(all - starting.size(), all);
      Thread.sleep(20);
    }
  }

  /** Why it was started anew last, if it was. */
  private String lastFailure() {
    return failureAfter(0)
        .map(failure -> ", having failed: " + FirstCause.text(failure.cause()))
        .orElse("; see --verbose");
  }

  /**
   * Why it was started anew.
   *
   * @param millis when
   */
  record Failure(long millis, Throwable cause) {}

  /** The newest failure, if it is later than a time in milliseconds. */
  Optional<Failure> failureAfter(long millis) {
    ErrorInfo failure = cluster.getExecutionGraph(id).join().getFailureInfo();
    return failure == null || failure.getTimestamp() <= millis
        ? Optional.empty()
        : Optional.of(
            new Failure(
                failure.getTimestamp(),
                failure.getException().deserializeError(getClass().getClassLoader())));
  }

  /** Has somebody look after it whenever it is waited for. */
  void watchedBy(Consumer<LocalJob> watch) {
    this.watch = watch;
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
    watch.accept(this);
  }

  /**
   * Waits for the job to end by itself, or be stopped or cancelled here.
   *
   * @throws IllegalStateException if it fails, with the first cause that says something, if it was
   *     cancelled from outside, or if its last TaskManager is gone
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
        watch.accept(this);
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
    try (TemporaryFolder folder = TemporaryFolder.create("streamrecall-stop-")) {
      return stop(patience, folder.path().toUri().toString());
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
