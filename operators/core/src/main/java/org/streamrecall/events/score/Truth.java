package org.streamrecall.events.score;

/**
 * What an event says came of one target.
 *
 * @param number NaN if it is missing, or a category is foretold
 * @param name null if it is missing, or a number is foretold
 */
record Truth(double number, String name) {
  boolean isKnown() {
    return name != null || !Double.isNaN(number);
  }
}
