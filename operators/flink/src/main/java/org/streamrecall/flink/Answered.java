package org.streamrecall.flink;

import org.streamrecall.events.Judgement;
import org.streamrecall.events.Oddness;
import org.streamrecall.model.Prediction;

/**
 * An event and what its key's memory made of it, before it learned it.
 *
 * @param event the user's own
 * @param prediction id null, or that of a question; value and interval by target, or a probability
 *     for each category
 * @param oddness how odd what really came is for its key, and which target is responsible
 */
public record Answered<E>(E event, Prediction prediction, Oddness oddness) {
  /**
   * One minus the conformal p-value of what really came, in [0,1]; NaN where nothing had been
   * foretold, or nothing came.
   */
  public double surprise() {
    return oddness.surprise();
  }

  /** {@link Oddness#anomaly}. */
  public double anomaly() {
    return oddness.anomaly();
  }

  /** The same without the event. */
  public Judgement judgement() {
    return new Judgement(prediction.answer(), oddness);
  }
}
