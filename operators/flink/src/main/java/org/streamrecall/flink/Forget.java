package org.streamrecall.flink;

import java.util.Objects;

/**
 * Removes a context from live state. Older checkpoints and topics still hold what they held.
 *
 * @param context the key
 */
public record Forget(String context) implements RecallInput {
  public Forget {
    Objects.requireNonNull(context, "context");
  }
}
