package org.streamrecall.deploy;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether someone looks on, so that lines can be drawn over again. */
public final class Terminal {
  private Terminal() {}

  /** Whether stdin and stdout are a terminal that can move its cursor. */
  public static boolean isThere() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before JDK 22 there was no console without a terminal
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the JDK does not say whether stdout is a terminal", e);
    }
  }
}
