package org.streamrecall.events.feature;

import org.streamrecall.measure.Atom;

/** What a time says of the day and the week, UTC. */
final class Clock {
  private static final double DAY = 86_400_000;
  private static final double HOUR = 3_600_000;

  /** Days of a week. */
  static final int DAYS = 7;

  /** Monday: 1970-01-01 was a Thursday. */
  private static final int FIRST_WEEKDAY = 3;

  static final Source EVENT_TIME =
      (moment, past) -> moment.time() == Atom.NO_TIME ? Double.NaN : moment.time();

  private Clock() {}

  /** Hours since midnight of a time in milliseconds. */
  static double hour(double time) {
    return (time - DAY * Math.floor(time / DAY)) / HOUR;
  }

  /** Days since Monday, whole, of a time in milliseconds. */
  static double weekday(double time) {
    double days = Math.floor(time / DAY) + FIRST_WEEKDAY;
    return days - DAYS * Math.floor(days / DAYS);
  }
}
