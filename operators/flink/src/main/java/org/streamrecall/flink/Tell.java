package org.streamrecall.flink;

import java.util.Objects;
import org.streamrecall.measure.Atom;

/**
 * A token that its context's memory is to learn.
 *
 * @param context the key
 * @param atom mapped tag (shape.tagDims) and lifted content (shape.contentDims)
 * @param origin what a refusal names, or null
 */
public record Tell(String context, Atom atom, Origin origin) implements RecallInput {
  public Tell {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(atom, "atom");
  }

  /** Of no known origin. */
  public Tell(String context, Atom atom) {
    this(context, atom, null);
  }

  @Override
  public long time() {
    return atom.time();
  }

  @Override
  public Role role() {
    return Role.TELL;
  }
}
