package org.streamrecall.flink;

import java.util.Objects;

/**
 * A question to a context's memory. Nobody writes into the arrays.
 *
 * @param id comes back with the prediction
 * @param context the key
 * @param tag v, mapped, (shape.tagDims), finite
 * @param inputs u, (fields.inputs), finite
 * @param time event time in milliseconds since the epoch, or Atom.NO_TIME
 * @param replyTo topic that the answer goes to instead of the usual one, or null
 * @param origin what a refusal names, or null
 */
public record Ask(
    String id,
    String context,
    float[] tag,
    float[] inputs,
    long time,
    String replyTo,
    Origin origin)
    implements Question {
  public Ask {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(tag, "tag");
    Objects.requireNonNull(inputs, "inputs");
  }

  /** Of no known origin. */
  public Ask(String id, String context, float[] tag, float[] inputs, long time, String replyTo) {
    this(id, context, tag, inputs, time, replyTo, null);
  }

  @Override
  public Ask ask() {
    return this;
  }
}
