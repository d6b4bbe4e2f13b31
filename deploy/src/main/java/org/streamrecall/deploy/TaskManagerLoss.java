package org.streamrecall.deploy;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * Why a TaskManager of this process ended. Flink tells its log alone: a job hears no more than that
 * a TaskManager is shutting down.
 */
final class TaskManagerLoss extends AbstractAppender implements AutoCloseable {
  private static final AtomicLong LISTENERS = new AtomicLong(); // a logger knows them by name

  private final Logger heard; // or null where logs go elsewhere
  private volatile Throwable cause;

  private TaskManagerLoss(Logger heard) {
    super(
        TaskManagerLoss.class.getName() + LISTENERS.incrementAndGet(),
        null,
        null,
        true,
        Property.EMPTY_ARRAY);
    this.heard = heard;
  }

  /** Listens until it is closed. */
  static TaskManagerLoss listen() {
    boolean ours = LogManager.getLogger(MiniCluster.class) instanceof Logger;
    TaskManagerLoss loss =
        new TaskManagerLoss(ours ? (Logger) LogManager.getLogger(MiniCluster.class) : null);
    loss.start();
    if (ours) {
      loss.heard.addAppender(loss);
      loss.heard.setAdditive(true); // it is told to others as before
    }
    return loss;
  }

  @Override
  public void append(LogEvent event) {
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
    if (heard != null) {
      heard.removeAppender(this);
    }
    stop();
  }
}
