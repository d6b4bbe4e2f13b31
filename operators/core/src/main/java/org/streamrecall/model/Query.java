package org.streamrecall.model;

import java.util.Objects;

/**
 * A question x = (v, u) to the memory of one context, in the user's own numbers.
 *
 * @param id comes back with the prediction; unique as far as the asker needs it to be
 * @param context the key whose memory is asked
 * @param tag raw tag, (schema.tag): which moments it is about
 * @param inputs u, (schema.inputs); empty if the schema has none
 * @param time event time in milliseconds since the epoch, or Atom.NO_TIME
 * @param replyTo topic that the answer goes to instead of the usual one, or null
 */
public record Query(
    String id, String context, float[] tag, float[] inputs, long time, String replyTo) {
  public Query {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(tag, "tag");
    Objects.requireNonNull(inputs, "inputs");
  }

  /** A query without inputs, answered to the usual place. */
  public static Query of(String id, String context, float[] tag, long time) {
    return new Query(id, context, tag, new float[0], time, null);
  }
}
