package org.streamrecall.events.feature;

/** What the numbers of a feature are, to who compares moments. */
public enum Kind {
  /** One number that means what it says. */
  NUMBER,
  /** A place on a circle. */
  CIRCLE,
  /** The number of a name. */
  NAME,
  /** A vector whose direction is what counts. */
  DIRECTION
}
