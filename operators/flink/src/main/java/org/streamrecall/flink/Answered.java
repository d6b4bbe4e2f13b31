package org.streamrecall.flink;

import java.util.List;
import org.streamrecall.events.Judgement;
import org.streamrecall.model.Prediction;

/**
 * An event and what its key's memory made of it, before it learned it.
 *
 * @param event the user's own
 * @param prediction id null; value and interval by target, or a probability for each category
 * @param categories the categories' names, in the value's order; empty for numbers
 * @param surprise one minus the conformal p-value of what really came, in [0,1]; NaN where nothing
 *     had been foretold, or nothing came
 */
public record Answered<E>(
    E event, Prediction prediction, List<String> categories, double surprise) {
  /** The same without the event. */
  public Judgement judgement() {
    return new Judgement(prediction.answer(), categories, surprise);
  }
}
