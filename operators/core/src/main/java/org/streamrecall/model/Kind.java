package org.streamrecall.model;

/** What is predicted. */
public enum Kind {
  /** Numbers, by squared loss. */
  REGRESSION("regression"),
  /** One of a context's own categories ("slots"), by cross-entropy. */
  CLASSIFICATION("classification");

  private final String wire;

  Kind(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }
}
