package org.streamrecall.flink;

import org.streamrecall.measure.Atom;

/** What an operator is keyed by, and takes: each key's in order of arrival or of time. */
public sealed interface KeyedInput permits RecallInput, EventInput {
  /**
   * What becomes of an input. Those of one time are taken by their ranks: first what forgets, then
   * what is learned, then what only asks.
   */
  enum Role {
    /** Goes out as it is. */
    REFUSED,
    /** Empties the key's memory. */
    FORGET,
    /** Is learned. */
    TELL,
    /** Is answered, and then learned. */
    ANSWER_AND_TELL,
    /** Is answered, and changes nothing. */
    ANSWER;

    /** Among inputs of one time. */
    public int rank() {
      return this == ANSWER_AND_TELL ? TELL.ordinal() : ordinal();
    }

    /** Whether an answer is waited for. */
    public boolean asks() {
      return this == ANSWER_AND_TELL || this == ANSWER;
    }

    /** Whether the key's memory learns it. */
    public boolean tells() {
      return this == TELL || this == ANSWER_AND_TELL;
    }
  }

  /** Whose memory it goes to; empty where its record did not say. */
  String key();

  /** Event time in milliseconds since the epoch, or {@link Atom#NO_TIME}. */
  long time();

  Role role();
}
