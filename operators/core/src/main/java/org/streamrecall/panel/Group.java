package org.streamrecall.panel;

/** What numbers of a tag have in common: how sharply a head looks at them. */
public enum Group {
  /** A number as it is now, or lately. */
  NUMBER,
  /** A number of a season ago. */
  FAR,
  /** A place on the circle of the day or the week. */
  CLOCK,
  /** A name, or a text. */
  NAME
}
