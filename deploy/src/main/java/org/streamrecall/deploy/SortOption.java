package org.streamrecall.deploy;

import org.streamrecall.events.schema.EventSchema;
import picocli.CommandLine.Option;

/** Whether a file's events are put into order of time. */
final class SortOption {
  @Option(
      names = "--sort",
      description =
          "Tell the events in order of their times, whatever their order in the file; those of one time"
              + " in the file's (default: in the file's order). All of the file is held in memory.")
  private boolean sorts;

  boolean sorts() {
    return sorts;
  }

  /** Without times there is no order but the file's. */
  void requireTime(EventSchema schema) {
    if (sorts && schema.time() == null) {
      throw new CommandFailure(
          "--sort needs a time to sort by, and the events have none; name their field with --time, or"
              + " leave --sort out: the order of lines counts then");
    }
  }
}
