package org.streamrecall.flink;

import java.util.Objects;
import org.streamrecall.measure.Atom;

/**
 * New weights for a running job. They answer from the next query on, or from a time on, also about
 * tokens folded long before: a memory does not depend on weights.
 *
 * @param name what the sender calls it; comes back if it is refused
 * @param safetensors the model file's bytes; nobody writes into them
 * @param effectiveFrom queries of this time and later are answered by it, in milliseconds since the
 *     epoch; Atom.NO_TIME for all queries that come after it
 * @param fault why its record could not be read, in one sentence, or null: it is refused then
 */
public record ModelUpdate(String name, byte[] safetensors, long effectiveFrom, String fault) {
  public ModelUpdate {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(safetensors, "safetensors");
  }

  /** Effective at once. */
  public ModelUpdate(String name, byte[] safetensors) {
    this(name, safetensors, Atom.NO_TIME);
  }

  /** Effective from a time on. */
  public ModelUpdate(String name, byte[] safetensors, long effectiveFrom) {
    this(name, safetensors, effectiveFrom, null);
  }

  /** One that could not be read, for {@link Recall#REFUSED}. */
  public static ModelUpdate unreadable(String name, String fault) {
    return new ModelUpdate(name, new byte[0], Atom.NO_TIME, fault);
  }
}
