package org.streamrecall.events.feature;

/** What a feature reads of the event itself, by the places that a schema gave its fields. */
public interface Moment {
  /** In milliseconds since the epoch, or {@link org.streamrecall.measure.Atom#NO_TIME}. */
  long time();

  /** NaN if it is missing. */
  double number(int field);

  /** Null if it is missing. */
  String text(int field);
}
