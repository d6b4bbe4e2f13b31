package org.streamrecall.measure;

import java.lang.System.Logger.Level;

/**
 * The log of the process that this runs in: that of SLF4J where it is there, as in a Flink job and
 * on the command line, else the JDK's own, which writes to standard error. Neither is needed to
 * compile.
 */
final class ProcessLog {
  private ProcessLog() {}

  static void warn(Class<?> by, String sentence) {
    try {
      Object log =
          Class.forName("org.slf4j.LoggerFactory")
              .getMethod("getLogger", Class.class)
              .invoke(null, by);
      Class.forName("org.slf4j.Logger").getMethod("warn", String.class).invoke(log, sentence);
    } catch (ReflectiveOperationException | LinkageError e) {
      System.getLogger(by.getName()).log(Level.WARNING, sentence);
    }
  }
}
