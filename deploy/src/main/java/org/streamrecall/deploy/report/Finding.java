package org.streamrecall.deploy.report;

/**
 * What follows from the figures, and what to do about it.
 *
 * @param kind whether it is good
 * @param sentence in plain words
 */
public record Finding(Kind kind, String sentence) {
  /** How a finding is to be taken, in the order of reading. */
  public enum Kind {
    BAD,
    GOOD,
    NOTE
  }

  /** Nothing has to be done. */
  public static Finding good(String sentence) {
    return new Finding(Kind.GOOD, sentence);
  }

  /** Something has to be done; the sentence says what. */
  public static Finding bad(String sentence) {
    return new Finding(Kind.BAD, sentence);
  }

  /** Good to know. */
  public static Finding note(String sentence) {
    return new Finding(Kind.NOTE, sentence);
  }
}
