package org.streamrecall.events.feature;

/** A feature that is a number, of which others can be made. Missing: as the key's mean. */
public sealed interface Numeric extends Scalar permits Plain, Log, Since, Delta {
  /**
   * A field's value as this foretells it, NaN where it has none.
   *
   * @throws IllegalStateException if it cannot be foretold
   */
  double scale(double value);

  /** The other way: the field's value of what was foretold. */
  double unscale(double foretold);

  @Override
  default int width() {
    return 1;
  }

  @Override
  default double length() {
    return 1;
  }

  @Override
  default boolean isNumber() {
    return true;
  }

  @Override
  default void encode(float x, float[] vector, int at) {
    vector[at] = x;
  }
}
