package org.streamrecall.events.feature;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.streamrecall.measure.Atom;

/** What a time says of the day and the week where the clocks of a zone show it. */
final class Clock {
  private static final double DAY = 86_400_000;
  private static final double HOUR = 3_600_000;
  private static final double SECOND = 1000;

  /** Hours of a day. */
  static final int HOURS = 24;

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

  /** A zone under one name where it has several: what always was UTC is UTC. */
  static ZoneId canonical(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC) ? ZoneOffset.UTC : zone;
  }

  /** A time as the clocks of a zone show it, by the rules for zones of this JDK. */
  static Source local(Source time, ZoneId zone) {
    if (zone.equals(ZoneOffset.UTC)) {
      return time;
    }
    ZoneRules rules = zone.getRules();
    return (moment, past) -> {
      double utc = time.value(moment, past);
      return Double.isNaN(utc) ? Double.NaN : utc + SECOND * offset(rules, utc);
    };
  }

  /** In seconds. */
  private static int offset(ZoneRules rules, double utc) {
    return rules.getOffset(Instant.ofEpochMilli((long) Math.floor(utc))).getTotalSeconds();
  }
}
