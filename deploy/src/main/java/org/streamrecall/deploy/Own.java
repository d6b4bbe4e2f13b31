package org.streamrecall.deploy;

import org.streamrecall.events.score.Score;

/** Our own methods in a score, in the order in which they are scored. */
enum Own {
  /** The model that serves. */
  SERVING("StreamRecall"),
  /** A memory without training. */
  UNTRAINED("  untrained default"),
  /** The same with another base, whose name follows. */
  OTHER_BASE("  untrained, base ");

  /** What the table calls it. */
  final String label;

  Own(String label) {
    this.label = label;
  }

  /** Its figures in a table that has it. */
  Score.Line in(Score.Table table) {
    return table.lines().subList(0, table.own()).get(ordinal());
  }
}
