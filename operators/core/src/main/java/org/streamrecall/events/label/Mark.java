package org.streamrecall.events.label;

/** What people say of an event. */
public enum Mark {
  ORDINARY,
  ANOMALY,

  /** Nobody has said it: such an event is not judged. */
  UNKNOWN;

  /** Of events of which all is said. */
  public static Mark[] of(boolean[] anomalies) {
    Mark[] marks = new Mark[anomalies.length];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = anomalies[i] ? ANOMALY : ORDINARY;
    }
    return marks;
  }
}
