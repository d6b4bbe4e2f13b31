package org.streamrecall.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An answer to a query.
 *
 * <p>Of events what was foretold is had by the target's name, as {@code predict} has it: {@link
 * #value}, {@link #interval} and {@link #probabilities}. Of a key without a past nothing is
 * foretold, and each of them is empty: that is no error, and happens once for each key.
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

  /**
   * The number that was foretold of a target, in the user's units.
   *
   * @param target as {@code predict} has it: {@code "amount"}, {@code "next(amount,2)"}
   * @return empty for a key without a past
   * @throws IllegalArgumentException if it is none of {@link #targets}, which the message names, or
   *     a category
   */
  public OptionalDouble value(String target) {
    int place = number(target);
    double[] value = answer.value();
    return place < value.length ? OptionalDouble.of(value[place]) : OptionalDouble.empty();
  }

  /**
   * The interval that a target's number is within for 9 in 10, in the user's units.
   *
   * @param target as {@code predict} has it: {@code "amount"}, {@code "next(amount,2)"}
   * @return empty for a key without a past
   * @throws IllegalArgumentException if it is none of {@link #targets}, which the message names, or
   *     a category
   */
  public Optional<Bounds> interval(String target) {
    int place = number(target);
    double[][] interval = answer.interval();
    return interval == null || place >= interval.length
        ? Optional.empty()
        : Optional.of(new Bounds(interval[place][0], interval[place][1]));
  }

  /**
   * The number below which a target's is to be expected so often, in the user's units.
   *
   * @param target as {@code predict} has it: {@code "amount"}, {@code "next(amount,2)"}
   * @param level one of those that were asked for where the job was built, as 0.95
   * @return empty for a key without a past
   * @throws IllegalArgumentException if it is none of {@link #targets}, or a category, or the level
   *     was not asked for, which the message names
   */
  public OptionalDouble quantile(String target, double level) {
    int place = number(target);
    if (place >= answer.value().length) {
      return OptionalDouble.empty();
    }
    if (answer.quantiles() == null) {
      throw new IllegalArgumentException(
          "the answer has no quantiles; ask for some where the job is built, or with --quantiles");
    }
    return OptionalDouble.of(answer.quantiles().value(place, level));
  }

  /**
   * The probability of each name of a category that was foretold, in the order in which the key had
   * them.
   *
   * @param target as {@code predict} has it: {@code "category(merchant)"}
   * @return cannot be changed; empty for a key without a past. One key may be null: all names
   *     together that the key has not had yet, or has no place for
   * @throws IllegalArgumentException if it is none of {@link #targets}, which the message names, or
   *     a number
   */
  public Map<String, Double> probabilities(String target) {
    place(target);
    if (!isCategory(target)) {
      throw new IllegalArgumentException(
          target + " is a number, without probabilities; ask for its value or its interval");
    }
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (int i = 0; i < answer.value().length; i++) {
      probabilities.put(answer.categories().get(i), answer.value()[i]);
    }
    return Collections.unmodifiableMap(probabilities);
  }

  private int number(String target) {
    int place = place(target);
    if (isCategory(target)) {
      throw new IllegalArgumentException(
          target + " is a category, without value and interval; ask for its probabilities");
    }
    return place;
  }

  private int place(String target) {
    int place = targets.indexOf(target);
    if (place < 0) {
      throw new IllegalArgumentException(
          targets.isEmpty()
              ? "\"" + target + "\" is no target: the answer names none; read answer().value()"
              : "\"" + target + "\" is no target of the answer; its targets are " + targets);
    }
    return place;
  }

  private static boolean isCategory(String target) {
    return target.startsWith("category(") || target.startsWith("next(category(");
  }

  /** The same, saying what its value is of. */
  public Prediction of(List<String> names) {
    return new Prediction(id, context, time, answer, model, replyTo, names);
  }
}
