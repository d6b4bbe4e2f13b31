package org.streamrecall.events.feature;

/** What the clock or the calendar says of a time. */
public sealed interface Clocked extends Scalar permits Hour, Weekday {
  /** How many turns of its circle a scalar is. */
  double turns(double scalar);

  @Override
  default void use(FieldUse fields) {
    fields.time(field());
  }

  @Override
  default boolean isNumber() {
    return false;
  }

  @Override
  default Kind kind() {
    return Kind.CIRCLE;
  }

  @Override
  default boolean canBeForetold() {
    return false;
  }
}
