package org.streamrecall.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.streamrecall.measure.Atom;

/**
 * What a model says about a memory and a tag, before it is addressed to anybody.
 *
 * @param status how far it can be trusted
 * @param value (schema.target) numbers, or a probability for each slot present, in slot order
 * @param categories names of the slots, in the value's order, where events name them; else empty.
 *     The last may be null: that is the slot of all names for which a key has no room, and so has
 *     none that a category could have too
 * @param interval (schema.target, 2) bounds that the truth is within for 9 in 10, or null where
 *     none is known
 * @param quantiles as many as were asked for, or null where none were, or none is known
 * @param memoryError a 90 % bound on the distance between what was recalled from this memory and
 *     what exact attention over every token would have recalled, in units of e(z): the largest over
 *     the heads, 0 while the memory is exact. Of a head that has learned to smooth, it is attention
 *     over every token with its tag drawn to the mean of its cluster as far as the head does. It
 *     holds on average, not for each answer. NaN for numbers of events: the interval carries it
 * @param extrapolates whether a head asked more sharply than that bound was calibrated for
 * @param tokens number of tokens in the memory
 * @param effectiveTokens how many of them carried the answer (Kish)
 * @param entropy of the shares over the parts of the memory, in nats
 * @param familiarity log of the number of tokens whose tags are like this one, each counting {@code
 *     exp(16 (<v_x,v> - 1))}; NaN but for events
 * @param recalled the parts with the largest shares, largest first
 * @param methods of events, for each target (a category is one): those that foretold 5 % of it and
 *     more, largest first; none of a number that has not moved from its base yet, and is foretold
 *     not to. Empty where nothing is known, and for answers that are not of events
 * @param asOf newest token time in the memory, or Atom.NO_TIME
 */
public record Answer(
    Status status,
    double[] value,
    List<String> categories,
    double[][] interval,
    Quantiles quantiles,
    double memoryError,
    boolean extrapolates,
    long tokens,
    double effectiveTokens,
    double entropy,
    double familiarity,
    List<Recalled> recalled,
    List<Methods> methods,
    long asOf) {
  public Answer {
    recalled = List.copyOf(recalled);
    methods = List.copyOf(methods);
    categories = Collections.unmodifiableList(new ArrayList<>(categories)); // one may be null
  }

  /** Without quantiles. */
  public Answer(
      Status status,
      double[] value,
      List<String> categories,
      double[][] interval,
      double memoryError,
      boolean extrapolates,
      long tokens,
      double effectiveTokens,
      double entropy,
      double familiarity,
      List<Recalled> recalled,
      List<Methods> methods,
      long asOf) {
    this(
        status,
        value,
        categories,
        interval,
        null,
        memoryError,
        extrapolates,
        tokens,
        effectiveTokens,
        entropy,
        familiarity,
        recalled,
        methods,
        asOf);
  }

  /** Of a model, whose numbers have 32 bits. */
  static double[] wide(float[] numbers) {
    double[] wide = new double[numbers.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = numbers[i];
    }
    return wide;
  }

  /** The same, told in other units. */
  public Answer inUnits(Status told, double[] numbers, double[][] bounds, double error) {
    return new Answer(
        told,
        numbers,
        categories,
        bounds,
        quantiles,
        error,
        extrapolates,
        tokens,
        effectiveTokens,
        entropy,
        familiarity,
        recalled,
        methods,
        asOf);
  }

  /** The same with another status, unless it is of an empty context. */
  public Answer as(Status other) {
    return status == Status.EMPTY_CONTEXT || status == other
        ? this
        : inUnits(other, value, interval, memoryError);
  }

  /** The same, its slots having names. */
  public Answer named(List<String> names) {
    return new Answer(
        status,
        value,
        names,
        interval,
        quantiles,
        memoryError,
        extrapolates,
        tokens,
        effectiveTokens,
        entropy,
        familiarity,
        recalled,
        methods,
        asOf);
  }

  /** Legible, for logs: the wire has its own form. */
  @Override
  public String toString() {
    return "Answer[status="
        + status
        + ", value="
        + Arrays.toString(value)
        + (categories.isEmpty() ? "" : ", categories=" + categories)
        + (interval == null ? "" : ", interval=" + Arrays.deepToString(interval))
        + (quantiles == null ? "" : ", quantiles=" + quantiles)
        + ", memoryError="
        + memoryError
        + (extrapolates ? " (extrapolated)" : "")
        + ", tokens="
        + tokens
        + ", effectiveTokens="
        + effectiveTokens
        + ", entropy="
        + entropy
        + (Double.isNaN(familiarity) ? "" : ", familiarity=" + familiarity)
        + ", recalled="
        + recalled
        + (methods.isEmpty() ? "" : ", methods=" + methods)
        + ", asOf="
        + (asOf == Atom.NO_TIME ? "none" : asOf)
        + "]";
  }
}
