package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureManager;
import org.apache.logging.log4j.core.LogEvent;

/**
 * Why checkpoints of this process failed. Flink tells its log alone: a job that fails of it says
 * only that too many did, and some it passes over altogether.
 */
final class CheckpointFailures implements AutoCloseable {
  private final HeardLog log = HeardLog.of(CheckpointFailureManager.class, this::hear);
  private final Queue<CheckpointException> heard = new ConcurrentLinkedQueue<>();

  private void hear(LogEvent event) {
    if (event.getThrown() instanceof CheckpointException failure && isFault(failure)) {
      heard.add(failure);
    }
  }

  /** Whether it is more than that the job stops, starts or is busy with another checkpoint. */
  private static boolean isFault(CheckpointException failure) {
    return switch (failure.getCheckpointFailureReason()) {
      case IO_EXCEPTION,
          CHECKPOINT_ASYNC_EXCEPTION,
          CHECKPOINT_DECLINED,
          CHECKPOINT_EXPIRED,
          TASK_CHECKPOINT_FAILURE,
          TRIGGER_CHECKPOINT_FAILURE,
          FINALIZE_CHECKPOINT_FAILURE ->
          true;
      default -> false;
    };
  }

  /** Those since the last call, oldest first. */
  List<CheckpointException> take() {
    List<CheckpointException> taken = new ArrayList<>();
    for (CheckpointException next = heard.poll(); next != null; next = heard.poll()) {
      taken.add(next);
    }
    return taken;
  }

  /** Whether a job's failure says no more than that a checkpoint has failed. */
  static boolean isSaidBy(Throwable failure) {
    return FirstCause.text(failure)
        .contains(CheckpointFailureManager.EXCEEDED_CHECKPOINT_TOLERABLE_FAILURE_MESSAGE);
  }

  @Override
  public void close() {
    log.close();
  }
}
