package org.streamrecall.deploy;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** All that this process logs at INFO, whoever says it, instead of on the console. */
final class HeardLogs extends AbstractAppender implements AutoCloseable {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);

  private HeardLogs() {
    super("heard", null, null, true, Property.EMPTY_ARRAY);
  }

  static HeardLogs begin() {
    HeardLogs heard = new HeardLogs();
    heard.start();
    LoggerConfig root = heard.context.getConfiguration().getRootLogger();
    root.removeAppender("console");
    root.addAppender(heard, null, null);
    heard.context.getConfiguration().getLoggers().values().forEach(one -> one.setLevel(Level.INFO));
    heard.context.updateLoggers();
    return heard;
  }

  @Override
  public void append(LogEvent event) {
    lines.add(event.getMessage().getFormattedMessage());
    for (Throwable thrown = event.getThrown(); thrown != null; thrown = thrown.getCause()) {
      lines.add(String.valueOf(thrown));
    }
  }

  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    context.reconfigure();
  }
}
