package org.streamrecall.model;

import java.util.Arrays;
import java.util.List;
import org.streamrecall.measure.Atom;

/**
 * What a model says about a memory and a tag, before it is addressed to anybody.
 *
 * @param status OK or EMPTY_CONTEXT
 * @param value (schema.target) numbers, or a probability for each slot present, in slot order
 * @param memoryError a 90 % bound on the distance between what was recalled from this memory and
 *     what exact attention over every token would have recalled, in units of e(z): the largest over
 *     the heads, 0 while the memory is exact. It holds on average, not for each answer
 * @param extrapolates whether a head asked more sharply than that bound was calibrated for
 * @param tokens number of tokens in the memory
 * @param effectiveTokens how many of them carried the answer (Kish)
 * @param entropy of the shares over the parts of the memory, in nats
 * @param recalled the parts with the largest shares, largest first
 * @param asOf newest token time in the memory, or Atom.NO_TIME
 */
public record Answer(
    Status status,
    float[] value,
    double memoryError,
    boolean extrapolates,
    long tokens,
    double effectiveTokens,
    double entropy,
    List<Recalled> recalled,
    long asOf) {
  public Answer {
    recalled = List.copyOf(recalled);
  }

  /** Legible, for logs: the wire has its own form. */
  @Override
  public String toString() {
    return "Answer[status="
        + status
        + ", value="
        + Arrays.toString(value)
        + ", memoryError="
        + memoryError
        + (extrapolates ? " (extrapolated)" : "")
        + ", tokens="
        + tokens
        + ", effectiveTokens="
        + effectiveTokens
        + ", entropy="
        + entropy
        + ", recalled="
        + recalled
        + ", asOf="
        + (asOf == Atom.NO_TIME ? "none" : asOf)
        + "]";
  }
}
