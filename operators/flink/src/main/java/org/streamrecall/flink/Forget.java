package org.streamrecall.flink;

import java.util.Objects;
import org.streamrecall.measure.Atom;

/**
 * Removes a context from live state. Older checkpoints and topics still hold what they held.
 *
 * @param context the key
 * @param time from which on it has said nothing, where inputs are taken in order of time; or
 *     Atom.NO_TIME
 */
public record Forget(String context, long time) implements RecallInput {
  public Forget {
    Objects.requireNonNull(context, "context");
  }

  /** At once. */
  public Forget(String context) {
    this(context, Atom.NO_TIME);
  }

  @Override
  public Role role() {
    return Role.FORGET;
  }
}
