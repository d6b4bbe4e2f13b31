package org.streamrecall.events.feature;

/** Is told which fields a feature reads, and as what. */
public interface FieldUse {
  void number(String field);

  void text(String field);

  /** A time: the event's own, or another's. */
  void time(String field);
}
