package org.streamrecall.deploy;

import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.logging.log4j.core.LogEvent;

/**
 * Why a TaskManager of this process ended. Flink tells its log alone: a job hears no more than that
 * a TaskManager is shutting down.
 */
final class TaskManagerLoss implements AutoCloseable {
  private final HeardLog log = HeardLog.of(MiniCluster.class, this::hear).alsoByOthers();
  private volatile Throwable cause;

  private TaskManagerLoss() {}

  /** Listens until it is closed. */
  static TaskManagerLoss listen() {
    return new TaskManagerLoss();
  }

  private void hear(LogEvent event) {
    if (event.getThrown() != null) {
      cause = event.getThrown();
    }
  }

  /** Of the last one that ended by an error; null if none has. */
  Throwable cause() {
    return cause;
  }

  @Override
  public void close() {
    log.close();
  }
}
