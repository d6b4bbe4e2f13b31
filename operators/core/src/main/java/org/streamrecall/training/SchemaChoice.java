package org.streamrecall.training;

/**
 * One way of reading events that was tried on keys or times that did not teach it.
 *
 * @param name as a user would say it
 * @param loss root mean squared error in deviations of each key's own values, or log loss
 * @param chosen whether later ones were tried on top of it
 */
public record SchemaChoice(String name, double loss, boolean chosen) {
  /** A choice is left only for one whose loss is less than this part of its own. */
  static final double WORTH = 0.99;
}
