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
 */
public record ModelUpdate(String name, byte[] safetensors, long effectiveFrom) {
  public ModelUpdate {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(safetensors, "safetensors");
  }

  /** Effective at once. */
  public ModelUpdate(String name, byte[] safetensors) {
    this(name, safetensors, Atom.NO_TIME);
  }
}
