package org.streamrecall.events.score;

/**
 * A number that was foretold.
 *
 * @param value in the user's units
 * @param low of the stated interval; NaN where none is
 * @param high of the same
 */
record Interval(double value, double low, double high) {
  /** Without an interval. */
  Interval(double value) {
    this(value, Double.NaN, Double.NaN);
  }
}
