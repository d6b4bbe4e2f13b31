package org.streamrecall.flink;

/**
 * An event, question or outcome that could not be taken in. The memory of its key is as before.
 *
 * @param event the user's own record; null for an outcome of a stream of its own
 * @param key whose it is; null if that could not be read
 * @param id that of a question, or by which events and outcomes are joined; or null
 * @param reason one sentence: the thing, its value, the rule, the remedy
 */
public record RefusedEvent<E>(E event, String key, String id, String reason) {
  /** One that could not be read. */
  public RefusedEvent(E event, String reason) {
    this(event, null, null, reason);
  }
}
