package org.streamrecall.training;

import java.util.Objects;
import org.streamrecall.model.Query;

/**
 * A query whose answer is known.
 *
 * @param query asked of the episode's context; id and context are not used
 * @param target (schema.target) numbers, or [slot]
 */
public record Labelled(Query query, float[] target) {
  public Labelled {
    Objects.requireNonNull(query, "query");
    Objects.requireNonNull(target, "target");
  }
}
