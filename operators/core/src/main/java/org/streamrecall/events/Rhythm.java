package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.streamrecall.measure.Atom;

/**
 * When a key's events come: how many an hour of the day brings, and how many an hour of a day of
 * the week, in UTC. By it times are rescaled, so that an hour in which events are rare passes
 * quickly: {@link #between}.
 *
 * <pre>
 *   rescaled = integral of h(hour) d(day) dt,   h = (1 + events of such hours) / (1 + of any hours)
 * </pre>
 *
 * and d alike, each over its mean as events see it: at most hours with events a rescaled second is
 * about a second.
 *
 * <ol>
 *   <li>Old events count less and less; those of a key that is younger than a day say nothing yet.
 *   <li>An hour counts as the least of itself and the two beside it: where the clocks of a schedule
 *       change, or it begins within the hour, nothing is missed.
 *   <li>A day of the week that was never seen passes as if nothing came then, until something does.
 *   <li>One hour, or a gap however long, changes little.
 * </ol>
 */
final class Rhythm {
  static final long HOUR = 3_600_000;
  private static final int HOURS = 24;
  private static final int DAYS = 7;
  static final long DAY = HOURS * HOUR;
  private static final long WEEK = DAYS * DAY;
  private static final int MONDAY = 3; // 1970 began on a Thursday

  /** Hours of the day that are remembered of each kind. */
  private static final int OF_HOUR = 21;

  /** Hours that are remembered of each day of the week. */
  private static final int OF_DAY = 48;

  /** Hours that are remembered of all. */
  private static final int OF_ALL = OF_HOUR * HOURS;

  /** Empty hours that one gap can teach: a week. */
  private static final int MOST_EMPTY = DAYS * HOURS;

  /** An hour counts as at most so many times the mean. */
  private static final int MOST_OF_HOUR = 8;

  /** Events that speak for no hour in particular. */
  private static final double PRIOR = 1;

  static final int BYTES = Long.BYTES + 2 * Float.BYTES + Short.BYTES * (HOURS + DAYS);

  private long first = Atom.NO_TIME; // event
  private float count; // events in the hour that is not over
  private float mean; // events in an hour
  private final short[] hours = new short[HOURS]; // events in such an hour, see Small
  private final short[] days = new short[DAYS]; // events in an hour of such a day
  private final double[] byHour = new double[HOURS]; // scratch
  private final double[] raw = new double[HOURS]; // scratch
  private final double[] byDay = new double[DAYS]; // scratch

  /** A key's first event. */
  void start(long time) {
    first = time;
    count = 1;
  }

  /** Milliseconds that the key has been watched. */
  long age(long time) {
    return first == Atom.NO_TIME ? 0 : Math.max(0, time - first);
  }

  /** An event comes after another. */
  void pass(long from, long to) {
    long hour = Math.floorDiv(from, HOUR);
    long now = Math.floorDiv(to, HOUR);
    if (hour < now) {
      close(hour, count);
      boolean wrong = to - from >= KeyClock.LONGEST; // as of a date that is
      long end = wrong ? hour : Math.min(now, hour + MOST_EMPTY);
      for (long empty = hour + 1; empty < end; empty++) {
        close(empty, 0);
      }
      count = 0;
      int day = day(now);
      if (days[day] == 0 && age(to) < WEEK) {
        days[day] = Small.of(mean);
      }
    }
    count++;
  }

  /** An hour is over that brought so many events. */
  private void close(long hour, double events) {
    long age = age(hour * HOUR) / HOUR; // in hours
    double counted = age < HOURS ? events : Math.min(events, MOST_OF_HOUR * Math.max(1, mean));
    int of = (int) Math.floorMod(hour, (long) HOURS);
    hours[of] = moved(hours[of], counted, Math.min(OF_HOUR, 1 + age / HOURS));
    int day = day(hour);
    days[day] = moved(days[day], counted, Math.min(OF_DAY, 1 + age / DAYS));
    mean += (float) ((counted - mean) / Math.min(OF_ALL, 1 + age));
  }

  private static short moved(short mean, double events, double of) {
    double before = Small.toDouble(mean);
    return Small.of(before + (events - before) / of);
  }

  private static int day(long hour) {
    return (int) Math.floorMod(Math.floorDiv(hour, HOURS) + MONDAY, (long) DAYS);
  }

  // ---- rescaled time ----

  /** Rescaled milliseconds from an event to a later time. */
  double between(long from, long to) {
    return between(from, to, from);
  }

  /** The same as it is known at a time. */
  double between(long from, long to, long known) {
    show(known);
    long weeks = (to - from) / WEEK;
    double sum = weeks * week();
    long time = from + weeks * WEEK;
    while (time < to) {
      long end = Math.min(to, next(time));
      sum += (end - time) * speed(time);
      time = end;
    }
    return sum;
  }

  /** The time that is so many rescaled milliseconds after an event, or {@link Gaps#NEVER}. */
  long after(long from, double rescaled) {
    show(from);
    double weeks = Math.floor(rescaled / week());
    if (!(weeks * WEEK <= Gaps.LONGEST)) {
      return Gaps.NEVER;
    }
    double left = rescaled - weeks * week();
    long time = from + (long) weeks * WEEK;
    while (true) {
      double speed = speed(time);
      long end = next(time);
      if ((end - time) * speed >= left) {
        return time + (long) Math.ceil(left / speed);
      }
      left -= (end - time) * speed;
      time = end;
    }
  }

  private static long next(long time) {
    return (Math.floorDiv(time, HOUR) + 1) * HOUR;
  }

  private double speed(long time) {
    long hour = Math.floorDiv(time, HOUR);
    return byHour[(int) Math.floorMod(hour, (long) HOURS)] * byDay[day(hour)];
  }

  /** Rescaled milliseconds of a week. */
  private double week() {
    double ofDay = 0;
    for (double hour : byHour) {
      ofDay += hour;
    }
    double ofWeek = 0;
    for (double day : byDay) {
      ofWeek += day;
    }
    return ofDay * ofWeek * HOUR;
  }

  private void show(long known) {
    double age = (double) age(Math.floorDiv(known, HOUR) * HOUR) / HOUR; // in hours
    if (age < HOURS) {
      Arrays.fill(byHour, 1);
      Arrays.fill(byDay, 1);
      return;
    }
    weigh(hours, Math.min(OF_HOUR, age / HOURS), raw);
    for (int h = 0; h < HOURS; h++) {
      double beside = Math.min(raw[(h + HOURS - 1) % HOURS], raw[(h + 1) % HOURS]);
      byHour[h] = Math.min(raw[h], beside);
    }
    divide(byHour, hours);
    weigh(days, Math.min(OF_DAY, age / DAYS), byDay);
    divide(byDay, days);
  }

  /**
   * @param seen how many hours each stands for
   */
  private void weigh(short[] events, double seen, double[] speeds) {
    for (int i = 0; i < events.length; i++) {
      speeds[i] = (PRIOR + Small.toDouble(events[i]) * seen) / (PRIOR + mean * seen);
    }
  }

  /** By their mean over all events. */
  private static void divide(double[] speeds, short[] events) {
    double all = 0;
    double sum = 0;
    for (int i = 0; i < speeds.length; i++) {
      double count = Small.toDouble(events[i]);
      all += count;
      sum += count * speeds[i];
    }
    double mean = all == 0 ? 1 : sum / all;
    for (int i = 0; i < speeds.length; i++) {
      speeds[i] /= mean;
    }
  }

  // ---- bytes ----

  void clear() {
    first = Atom.NO_TIME;
    count = 0;
    mean = 0;
    Arrays.fill(hours, (short) 0);
    Arrays.fill(days, (short) 0);
  }

  void put(ByteBuffer out) {
    out.putLong(first).putFloat(count).putFloat(mean);
    for (short events : hours) {
      out.putShort(events);
    }
    for (short events : days) {
      out.putShort(events);
    }
  }

  void get(ByteBuffer in) {
    first = in.getLong();
    count = in.getFloat();
    mean = in.getFloat();
    for (int i = 0; i < HOURS; i++) {
      hours[i] = in.getShort();
    }
    for (int i = 0; i < DAYS; i++) {
      days[i] = in.getShort();
    }
  }
}
