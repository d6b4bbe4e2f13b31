package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.streamrecall.measure.Atom;

/**
 * Whether a key is silent: what is known of its {@link Gaps}, and the alarm that is open where it
 * has been quiet for too long. It closes with the key's next event, whatever its time.
 */
final class Hearing {
  /** A silence among the events after an alarm must be so many times as long to open another. */
  private static final int COOLING = 4;

  static final int BYTES = Gaps.BYTES + 1 + Long.BYTES + Integer.BYTES + 1;

  private final Gaps gaps = new Gaps();
  private boolean open;
  private long start;
  private int number;
  private int cooling; // events to come

  /**
   * When the key has been quiet for too long, or {@link Gaps#NEVER}.
   *
   * @param last time of its last event, or {@link Atom#NO_TIME}
   */
  long due(long last, AlarmRule rule) {
    return open || last == Atom.NO_TIME
        ? Gaps.NEVER
        : gaps.due(last, cooling > 0 ? COOLING : 1, rule);
  }

  /** Opens the alarm of a key whose event is due. */
  Alarm open(String key, long last, long due) {
    open = true;
    start = due;
    number++;
    return alarm(key, due, because(last, due - last));
  }

  /**
   * Takes in an event.
   *
   * @param last time of the one before, or {@link Atom#NO_TIME}
   * @param time of this one, or {@link Atom#NO_TIME}
   * @param rule or null for none, by which nothing closes
   * @return the alarm that it closes, or null
   */
  Alarm hear(String key, long last, long time, AlarmRule rule) {
    Alarm over = null;
    if (open && rule != null) {
      open = false;
      cooling = rule.coolDown();
      long ended = time == Atom.NO_TIME ? start : Math.max(start, time);
      over = alarm(key, ended, because(last, ended - last));
    } else if (cooling > 0) {
      cooling--;
    }
    if (time != Atom.NO_TIME) {
      if (last == Atom.NO_TIME || time <= last) {
        gaps.start(time);
      } else {
        gaps.pass(last, time);
      }
    }
    return over;
  }

  private Silence because(long last, long quiet) {
    return new Silence(last, quiet, gaps.usualAfter(last), start - last);
  }

  private Alarm alarm(String key, long time, Silence why) {
    String id = key + "/silent/" + number + "/" + start;
    return new Alarm(id, open, key, start, time, Double.NaN, why);
  }

  void clear() {
    gaps.clear();
    open = false;
    start = 0;
    number = 0;
    cooling = 0;
  }

  void put(ByteBuffer out) {
    gaps.put(out);
    out.put((byte) (open ? 1 : 0)).putLong(start).putInt(number).put((byte) cooling);
  }

  void get(ByteBuffer in) {
    gaps.get(in);
    open = in.get() != 0;
    start = in.getLong();
    number = in.getInt();
    cooling = in.get();
  }
}
