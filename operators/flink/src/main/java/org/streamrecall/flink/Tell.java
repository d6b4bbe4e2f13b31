package org.streamrecall.flink;

import java.util.Objects;
import org.streamrecall.measure.Atom;

/**
 * A token that its context's memory is to learn.
 *
 * @param context the key
 * @param atom mapped tag (shape.tagDims) and lifted content (shape.contentDims)
 */
public record Tell(String context, Atom atom) implements RecallInput {
  public Tell {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(atom, "atom");
  }

  @Override
  public long time() {
    return atom.time();
  }
}
