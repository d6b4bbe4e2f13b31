package org.streamrecall.events;

import org.streamrecall.model.Answer;

/**
 * What a key's memory makes of an event, before it has learned it.
 *
 * @param answer what was foretold, in the user's units: a number for each target, or a probability
 *     for each of its categories
 * @param oddness how odd what really came is
 */
public record Judgement(Answer answer, Oddness oddness) {
  /** {@link Oddness#surprise}. */
  public double surprise() {
    return oddness.surprise();
  }
}
