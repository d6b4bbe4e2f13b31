package org.streamrecall.model;

/** How far an answer can be trusted to be the answer. */
public enum Status {
  /** Answered from the context's memory. */
  OK("ok"),
  /** The context has said nothing yet: the value is the training targets' mean. */
  EMPTY_CONTEXT("empty-context"),
  /** The query came after later ones were answered: from the memory as it stood then. */
  LATE("late"),
  /** Answered before all tokens up to the query's time were known to be there. */
  PROVISIONAL("provisional");

  private final String wire;

  Status(String wire) {
    this.wire = wire;
  }

  /** Its name on the wire. */
  public String wire() {
    return wire;
  }
}
