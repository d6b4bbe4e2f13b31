package org.streamrecall.model;

/**
 * An interval that the truth is within for 9 in 10, in the user's units.
 *
 * @param low its lower end
 * @param high its upper end, not below the lower one
 */
public record Bounds(double low, double high) {
  /** Whether a number is within, its ends included; NaN is not. */
  public boolean contains(double number) {
    return number >= low && number <= high;
  }
}
