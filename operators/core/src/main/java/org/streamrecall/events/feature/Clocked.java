package org.streamrecall.events.feature;

import java.time.ZoneId;

/** What the clock or the calendar of a zone says of a time. */
public sealed interface Clocked extends Nameable permits Hour, Weekday {
  /** Whose clock it is. */
  ZoneId zone();

  /** How many turns of its circle a scalar is. */
  double turns(double scalar);

  @Override
  default void use(FieldUse fields) {
    fields.time(field());
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
