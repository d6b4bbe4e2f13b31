package org.streamrecall.flink;

/**
 * An event that could not be taken in. The memory of its key is as before.
 *
 * @param event the user's own
 * @param reason one sentence: the thing, its value, the rule, the remedy
 */
public record RefusedEvent<E>(E event, String reason) {}
