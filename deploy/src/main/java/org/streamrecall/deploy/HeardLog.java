package org.streamrecall.deploy;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Hears what a class of Flink tells its log alone, until it is closed. */
final class HeardLog extends AbstractAppender implements AutoCloseable {
  private static final AtomicLong LISTENERS = new AtomicLong(); // a logger knows them by name

  private final Logger heard; // or null where logs go elsewhere
  private final Consumer<LogEvent> listener;

  private HeardLog(Logger heard, Consumer<LogEvent> listener) {
    super(
        HeardLog.class.getName() + LISTENERS.incrementAndGet(),
        null,
        null,
        true,
        Property.EMPTY_ARRAY);
    this.heard = heard;
    this.listener = listener;
  }

  /** Of a class; nothing is heard where logs do not go to Log4j. */
  static HeardLog of(Class<?> speaker, Consumer<LogEvent> listener) {
    Logger logger = LogManager.getLogger(speaker) instanceof Logger ours ? ours : null;
    HeardLog log = new HeardLog(logger, listener);
    log.start();
    if (logger != null) {
      logger.addAppender(log);
    }
    return log;
  }

  /** Lets others hear it too, as they did before. */
  HeardLog alsoByOthers() {
    if (heard != null) {
      heard.setAdditive(true);
    }
    return this;
  }

  @Override
  public void append(LogEvent event) {
    listener.accept(event);
  }

  @Override
  public void close() {
    if (heard != null) {
      heard.removeAppender(this);
    }
    stop();
  }
}
