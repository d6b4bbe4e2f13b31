package org.streamrecall.deploy;

import java.util.Optional;
import org.apache.flink.runtime.checkpoint.CheckpointException;

/**
 * Looks after a job that runs: says in a line each what fails of it and ends it when that does not
 * mend, warns of a full heap, and has what is superseded removed from its state folder.
 */
final class RunWatch implements AutoCloseable {
  private static final long BETWEEN_LOOKS_NANOS = 500_000_000;

  private final FailuresInRow failures;
  private final HeapWatch heap;
  private final Runnable rights;
  private final Runnable firstCheckpoint;
  private final HeapReadings readings = new HeapReadings();
  private final CheckpointFailures checkpoints = new CheckpointFailures();
  private long looked = System.nanoTime() - BETWEEN_LOOKS_NANOS;
  private long failed; // when the newest failure of the job was
  private boolean swept;
  private boolean heard; // why any checkpoint failed

  /**
   * @param rights throws what Kafka refuses the job, if anything
   * @param firstCheckpoint what is done once the first checkpoint of the run is whole
   */
  RunWatch(FailuresInRow failures, HeapWatch heap, Runnable rights, Runnable firstCheckpoint) {
    this.failures = failures;
    this.heap = heap;
    this.rights = rights;
    this.firstCheckpoint = firstCheckpoint;
  }

  /**
   * To be called every now and then.
   *
   * @throws IllegalStateException if the job is to end, with the reason and the remedy
   */
  void look(LocalJob job) {
    long now = System.nanoTime();
    if (now - looked < BETWEEN_LOOKS_NANOS) {
      return;
    }
    looked = now;
    readings.next().ifPresent(heap::collected);
    Optional<LocalJob.Checkpointed> latest = job.checkpointed();
    latest.ifPresent(checkpoint -> failures.completed(checkpoint.number()));
    if (!swept && latest.isPresent()) {
      swept = true;
      firstCheckpoint.run();
    }
    // Before its checkpoints' causes are taken: one that it failed of is among them then.
    LocalJob.Failure failure = job.failureAfter(failed).orElse(null);
    long millis = System.currentTimeMillis();
    for (CheckpointException one : checkpoints.take()) {
      heard = true;
      failures.failed(millis, "a checkpoint", one);
    }
    if (failure != null) {
      if (Ailment.of(failure.cause()) == Ailment.REFUSED) {
        rights.run(); // says more than the failure does
      }
      failed = failure.millis();
      if (!CheckpointFailures.isSaidBy(failure.cause()) || !heard) {
        failures.failed(millis, "the job", failure.cause());
      }
    }
  }

  @Override
  public void close() {
    checkpoints.close();
  }
}
