package org.streamrecall.flink;

import org.streamrecall.events.schema.Event;

/**
 * An event on its way to its key.
 *
 * @param event the user's own
 * @param read what the schema reads of it, or null if it could not be read
 * @param refusal why not, or null
 * @param question id of a question, which is asked and not told; null for an event
 * @param isOutcome whether it is what became of an event, which is then null
 * @param isForget whether the key's memory is to be emptied, and nothing said
 */
record Asked<E>(
    E event, Event read, String refusal, String question, boolean isOutcome, boolean isForget) {
  /** An event, or what could not be read. */
  Asked(E event, Event read, String refusal) {
    this(event, read, refusal, null, false, false);
  }

  static <E> Asked<E> outcome(Event read) {
    return new Asked<>(null, read, null, null, true, false);
  }

  String key() {
    return read == null ? "" : read.key();
  }
}
