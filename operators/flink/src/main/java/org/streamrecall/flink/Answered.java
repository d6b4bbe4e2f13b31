package org.streamrecall.flink;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.streamrecall.events.Judgement;
import org.streamrecall.events.Oddness;
import org.streamrecall.model.Bounds;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Status;

/**
 * An event and what its key's memory made of it, before it learned it.
 *
 * <pre>{@code
 * OptionalDouble usual = answered.value("amount");
 * boolean odd = answered.interval("amount").filter(in -> !in.contains(amount)).isPresent();
 * }</pre>
 *
 * The first event of a key meets no past: its status is {@link Status#EMPTY_CONTEXT}, value,
 * interval and probabilities are empty, and the surprise is NaN.
 *
 * @param event the user's own
 * @param prediction id null, or that of a question; value and interval by target, or a probability
 *     for each category
 * @param oddness how odd what really came is for its key, and which target is responsible
 */
public record Answered<E>(E event, Prediction prediction, Oddness oddness) {
  /** Of which the surprise alone is known, as in tests of what comes after a recall. */
  public Answered(E event, Prediction prediction, double surprise) {
    this(event, prediction, new Oddness(surprise, Double.NaN, List.of()));
  }

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

  /** How far the answer can be trusted. */
  public Status status() {
    return prediction.answer().status();
  }

  /**
   * The number that was foretold of a target, in the user's units.
   *
   * @param target as {@code .predict(..)} has it: {@code "amount"}, {@code "next(amount,2)"}
   * @return empty for a key without a past
   * @throws IllegalArgumentException if nothing of that name was foretold, with what was; or if it
   *     is a category
   */
  public OptionalDouble value(String target) {
    return prediction.value(target);
  }

  /**
   * The number below which a target's is to be expected so often, in the user's units.
   *
   * @param target as {@code .predict(..)} has it: {@code "amount"}, {@code "next(amount,2)"}
   * @param level one of those of {@link EventRecall#quantiles}, as 0.95
   * @return empty for a key without a past
   * @throws IllegalArgumentException if nothing of that name was foretold, it is a category, or the
   *     level was not asked for
   */
  public OptionalDouble quantile(String target, double level) {
    return prediction.quantile(target, level);
  }

  /**
   * The interval that a target's number is within for 9 in 10, in the user's units.
   *
   * @param target as {@code .predict(..)} has it: {@code "amount"}, {@code "next(amount,2)"}
   * @return empty for a key without a past
   * @throws IllegalArgumentException if nothing of that name was foretold, with what was; or if it
   *     is a category
   */
  public Optional<Bounds> interval(String target) {
    return prediction.interval(target);
  }

  /**
   * The probability of each name of a category that was foretold, in the order in which the key had
   * them.
   *
   * @param target as {@code .predict(..)} has it: {@code "category(merchant)"}
   * @return cannot be changed; empty for a key without a past. One key may be null: all names
   *     together that the key has not had yet, or has no place for
   * @throws IllegalArgumentException if nothing of that name was foretold, with what was; or if it
   *     is a number
   */
  public Map<String, Double> probabilities(String target) {
    return prediction.probabilities(target);
  }

  /** The same without the event. */
  public Judgement judgement() {
    return new Judgement(prediction.answer(), oddness);
  }
}
