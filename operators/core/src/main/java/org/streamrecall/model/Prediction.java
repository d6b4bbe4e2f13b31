package org.streamrecall.model;

import java.util.List;

/**
 * An answer to a query.
 *
 * @param id the query's
 * @param context the query's
 * @param time the query's, never the clock's
 * @param answer what was recalled and predicted
 * @param model id of the model that made it
 * @param replyTo the query's, or null
 * @param targets what its value is of, as {@code power} or {@code next(power)}, where events are
 *     asked; else empty
 */
public record Prediction(
    String id,
    String context,
    long time,
    Answer answer,
    String model,
    String replyTo,
    List<String> targets) {
  public Prediction {
    targets = List.copyOf(targets);
  }

  /** Of tokens, or of targets that are not named. */
  public Prediction(
      String id, String context, long time, Answer answer, String model, String replyTo) {
    this(id, context, time, answer, model, replyTo, List.of());
  }

  /** The same, saying what its value is of. */
  public Prediction of(List<String> names) {
    return new Prediction(id, context, time, answer, model, replyTo, names);
  }
}
