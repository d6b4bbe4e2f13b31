package org.streamrecall.events.feature;

/**
 * A feature that is a number, of which others can be made. Missing: as what is usual for the key.
 */
public sealed interface Numeric extends Scalar permits Plain, Log, Since, Delta {
  @Override
  default Kind kind() {
    return Kind.NUMBER;
  }

  @Override
  default boolean canBeForetold() {
    return false;
  }

  /**
   * A field's value as this foretells it, NaN where it has none.
   *
   * @throws IllegalStateException if it cannot be foretold
   */
  default double scale(double value) {
    throw new IllegalStateException(this + " cannot be foretold");
  }

  /**
   * The other way: the field's value of what was foretold.
   *
   * @throws IllegalStateException if it cannot be foretold
   */
  default double unscale(double foretold) {
    throw new IllegalStateException(this + " cannot be foretold");
  }

  @Override
  default int width() {
    return 1;
  }
}
