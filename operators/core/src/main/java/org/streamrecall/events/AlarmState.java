package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.streamrecall.measure.Atom;

/**
 * Whether a key's alarm rings. It opens where an event is odder than ordinary ones may be, closes
 * when what comes is ordinary again or has been as odd for so long that it is the new order of
 * things, and is harder to open the more often it has opened lately than it may.
 */
final class AlarmState {
  /** Events that it rings at most. */
  private static final int LONGEST = 19;

  /** Chance that an ordinary spell is as odd, from which on it is over. */
  private static final double CALM = 0.25;

  /** So many times as many alarms as there may be are no reason to hold back. */
  private static final double FORGIVEN = 1.5;

  static final int BYTES = 1 + Long.BYTES + 2 * Float.BYTES + Integer.BYTES + 2;

  private boolean open;
  private long start;
  private float peak;
  private float pressure; // alarms of late, over how many there may be
  private int number;
  private int since; // events
  private int quiet; // events to come

  /**
   * Takes in an event.
   *
   * @param key whose it is
   * @param reasons says why, of the target that is responsible
   * @return the same, with the alarm that it opens or closes
   */
  Oddness see(
      Oddness oddness, AlarmRule rule, String key, Function<Odd, Reason> reasons, long time) {
    double anomaly = oddness.anomaly();
    if (Double.isNaN(anomaly)) {
      return oddness;
    }
    double p = 1 - anomaly;
    pressure *= (float) (1 - rule.falseAlarms());
    if (open) {
      since++;
      peak = (float) Math.max(peak, anomaly);
      if (p <= CALM && since < LONGEST) {
        return oddness;
      }
      open = false;
      quiet = rule.coolDown();
    } else if (quiet > 0) {
      quiet--;
      return oddness;
    } else {
      double held = Math.max(1, pressure / FORGIVEN);
      double most = rule.falseAlarms() * OddRecord.SPELL / (held * held);
      if (p > most || !rule.matters(oddness.oddest())) {
        return oddness;
      }
      open = true;
      start = time;
      peak = (float) anomaly;
      pressure++;
      number++;
      since = 0;
    }
    Reason reason = reasons.apply(oddness.oddest());
    String id = key + "/" + number + (start == Atom.NO_TIME ? "" : "/" + start);
    return oddness.with(new Alarm(id, open, key, start, time, peak, reason));
  }

  void clear() {
    open = false;
    start = 0;
    peak = 0;
    pressure = 0;
    number = 0;
    since = 0;
    quiet = 0;
  }

  void put(ByteBuffer out) {
    out.put((byte) (open ? 1 : 0)).putLong(start).putFloat(peak).putFloat(pressure);
    out.putInt(number).put((byte) since).put((byte) quiet);
  }

  void get(ByteBuffer in) {
    open = in.get() != 0;
    start = in.getLong();
    peak = in.getFloat();
    pressure = in.getFloat();
    number = in.getInt();
    since = in.get();
    quiet = in.get();
  }
}
