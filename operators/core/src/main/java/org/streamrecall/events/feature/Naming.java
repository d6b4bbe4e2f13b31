package org.streamrecall.events.feature;

/** What gives a category its names. */
public sealed interface Naming permits Text, Nameable {
  /** The field that this reads in the end. */
  String field();

  /** Names the fields that this reads. */
  void use(FieldUse fields);

  /** Reads the names. */
  Name name(Sources sources);

  /** Slots of its category unless the expression says otherwise. */
  int slots(int usual);

  /** One name of a moment. Changes nothing. */
  @FunctionalInterface
  interface Name {
    /** Null if it is missing. */
    String of(Moment moment, Past past);
  }
}
