package org.streamrecall.tests.faults;

/** What a run is weakened by, to see that the comparison notices. */
enum Sabotage {
  /** Answers leave without transactions: a failure repeats some. */
  AT_LEAST_ONCE("at-least-once"),
  /** Answers come from the tokens that have arrived, not from those up to the query's time. */
  ARRIVAL_ORDER("arrival-order");

  private final String word;

  Sabotage(String word) {
    this.word = word;
  }

  boolean isCaught(Comparison comparison) {
    return switch (this) {
      case AT_LEAST_ONCE -> comparison.duplicates() > 0;
      case ARRIVAL_ORDER -> comparison.different() > 0;
    };
  }

  /** As on the command line. */
  @Override
  public String toString() {
    return word;
  }
}
