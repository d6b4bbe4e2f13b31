package org.streamrecall.deploy.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;

/**
 * A table that grows true while lines are said above it: drawn over again on a terminal, else
 * printed now and then.
 */
final class LiveTable {
  static final int REDRAWN = 10; // ticks
  static final int PRINTED = 150;

  private final PrintWriter out;
  private final boolean terminal;
  private final Supplier<List<String>> table;
  private int ticks;
  private int drawn; // lines that stand below

  LiveTable(PrintWriter out, boolean terminal, Supplier<List<String>> table) {
    this.out = out;
    this.terminal = terminal;
    this.table = table;
  }

  /** Time has passed. */
  void tick() {
    ticks++;
    if (terminal && ticks % REDRAWN == 0) {
      erase();
      draw();
    } else if (!terminal && ticks > PRINTED && ticks % PRINTED == 1) { // never at the very end
      out.println();
      table.get().forEach(out::println);
      out.println();
    }
    out.flush();
  }

  /** Says something that stays. */
  void say(String line) {
    erase();
    out.println(line);
    if (terminal) {
      draw();
    }
    out.flush();
  }

  /** Takes the table off a terminal. */
  void end() {
    erase();
    out.flush();
  }

  private void draw() {
    List<String> lines = table.get();
    out.println();
    lines.forEach(out::println);
    drawn = lines.size() + 1;
  }

  private void erase() {
    if (drawn > 0) {
      out.print("\033[" + drawn + "F\033[J"); // so many lines up, and clear what is below
      drawn = 0;
    }
  }
}
