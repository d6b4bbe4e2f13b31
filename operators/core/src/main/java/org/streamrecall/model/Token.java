package org.streamrecall.model;

import java.util.Objects;
import org.streamrecall.measure.Atom;

/**
 * One thing that a context said, in the user's own numbers: the schema has not mapped them yet.
 *
 * @param context the key whose memory it enters
 * @param tag raw tag, (schema.tag): what kind of moment this is
 * @param content raw content z, (schema.content), or the slot's index alone for categories
 * @param time event time in milliseconds since the epoch, or {@link Atom#NO_TIME}
 * @param weight positive and finite, 1 unless the token counts for more or less
 * @param ref a reference of the user's into their own records, at most 32 bytes of UTF-8, or null
 */
public record Token(
    String context, float[] tag, float[] content, long time, double weight, String ref) {
  public Token {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(tag, "tag");
    Objects.requireNonNull(content, "content");
  }

  /** A token of weight 1 without a reference. */
  public static Token of(String context, float[] tag, float[] content, long time) {
    return new Token(context, tag, content, time, 1, null);
  }
}
