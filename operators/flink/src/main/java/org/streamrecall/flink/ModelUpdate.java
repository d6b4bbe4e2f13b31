package org.streamrecall.flink;

import java.util.Objects;

/**
 * New weights for a running job. They answer from the next query on, also about tokens folded long
 * before: a memory does not depend on weights.
 *
 * @param name what the sender calls it; comes back if it is refused
 * @param safetensors the model file's bytes; nobody writes into them
 */
public record ModelUpdate(String name, byte[] safetensors) {
  public ModelUpdate {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(safetensors, "safetensors");
  }
}
