package org.streamrecall.flink;

import org.streamrecall.events.Event;

/**
 * An event on its way to its key.
 *
 * @param event the user's own
 * @param read what the schema reads of it, or null if it could not be read
 * @param refusal why not, or null
 */
record Asked<E>(E event, Event read, String refusal) {
  String key() {
    return read == null ? "" : read.key();
  }
}
