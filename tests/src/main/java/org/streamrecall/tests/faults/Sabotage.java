package org.streamrecall.tests.faults;

/** What a run is weakened by, to see that the comparison notices. */
enum Sabotage {
  /** Answers leave without transactions: a failure repeats some. */
  AT_LEAST_ONCE("at-least-once", null),
  /** Answers come from the tokens that have arrived, not from those up to the query's time. */
  ARRIVAL_ORDER("arrival-order", null),
  /** A run goes on without what Kafka has given up, and does not end. */
  SILENT_LOSS("silent-loss", Hostility.PAUSE),
  /** The topic of what is learned has its senders' timestamps, not Kafka's. */
  SENDERS_CLOCKS("senders-clocks", Hostility.FAST_CLOCK),
  /** What a killed run has not read is deleted, and it goes on without. */
  DELETED_INPUT("deleted-input", Hostility.KILL),
  /** The second run has a name of its own. */
  OTHER_NAME("other-name", Hostility.SECOND_JOB);

  private final String word;
  private final Hostility hostility;

  Sabotage(String word, Hostility hostility) {
    this.word = word;
    this.hostility = hostility;
  }

  /** What it is shown by; null for what no hostile run is weakened by. */
  Hostility hostility() {
    return hostility;
  }

  boolean isCaught(Comparison comparison) {
    return this == AT_LEAST_ONCE ? comparison.duplicates() > 0 : comparison.different() > 0;
  }

  boolean isCaught(HostileReport report) {
    return switch (this) {
      case AT_LEAST_ONCE, OTHER_NAME -> report.duplicates() > 0;
      case SILENT_LOSS -> report.missing() > 0;
      case ARRIVAL_ORDER, SENDERS_CLOCKS, DELETED_INPUT ->
          report.missing() + report.different() + report.stale() > 0;
    };
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return word;
  }
}
