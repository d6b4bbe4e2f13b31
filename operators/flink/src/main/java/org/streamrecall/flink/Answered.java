package org.streamrecall.flink;

import org.streamrecall.events.Judgement;
import org.streamrecall.model.Prediction;

/**
 * An event and what its key's memory made of it, before it learned it.
 *
 * @param event the user's own
 * @param prediction id null, or that of a question; value and interval by target, or a probability
 *     for each category
 * @param surprise one minus the conformal p-value of what really came, in [0,1]; NaN where nothing
 *     had been foretold, or nothing came
 */
public record Answered<E>(E event, Prediction prediction, double surprise) {
  /** The same without the event. */
  public Judgement judgement() {
    return new Judgement(prediction.answer(), surprise);
  }
}
