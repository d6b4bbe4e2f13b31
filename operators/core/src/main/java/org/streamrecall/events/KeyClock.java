package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;

/**
 * What time it is for a key: the newest time that its events have told, but for one that is wrong.
 *
 * <p>An event further ahead of the clock than a leap does not move it: what fades, what waits and
 * what has passed since count as if it had come at the clock's time. The clock goes on to it when
 * the key's next event is later still. Any other next event shows that the date was wrong, and one
 * of the same time, as of a record sent twice, shows nothing. So one wrong date rules nothing, and
 * after a true silence a key is behind by one event. Of a key's first two events, further apart
 * than a leap, the earlier is right.
 *
 * <p>What is no further ahead than a leap is believed at once.
 */
final class KeyClock {
  /** The longest leap, 90 days in milliseconds: time without a date that comes of a wrong one. */
  static final long LONGEST = 90L * 24 * 3600 * 1000;

  /** Half-lives: what is left after them, a 256th, is soon outweighed. */
  private static final int HALF_LIVES = 8;

  private final long leap; // in milliseconds
  private long time; // newest that is believed, or Atom.NO_TIME
  private long ahead; // of the last event, if that is not believed yet, else Atom.NO_TIME
  private long newest; // of the tokens, as of when no event was ahead

  KeyClock(long leap) {
    this.leap = leap;
    clear();
  }

  /** The leap, in milliseconds: the shortest time that a wrong date must not take from a key. */
  static long leap(Decay decay, Waiting waiting) {
    long fades = decay.halfLife() == 0 ? LONGEST : HALF_LIVES * decay.halfLife();
    return Math.min(LONGEST, waiting.isNone() ? fades : Math.min(fades, waiting.millis()));
  }

  void clear() {
    time = Atom.NO_TIME;
    ahead = Atom.NO_TIME;
    newest = Atom.NO_TIME;
  }

  /** The newest time that is believed, or {@link Atom#NO_TIME}. */
  long time() {
    return time;
  }

  /** Time of the newest event, believed or not, or {@link Atom#NO_TIME}. */
  long heard() {
    return ahead == Atom.NO_TIME ? time : ahead;
  }

  /** What it is when an event of such a time has come. */
  long after(long other) {
    return isAhead(other, time) ? time : Math.max(time, other);
  }

  /**
   * Before an event is looked at: does it show that the last one was right?
   *
   * @param second whether the key has had a single event
   * @param learned whether that of the last event has been learned
   */
  void arrive(long other, boolean second, boolean learned) {
    if (ahead != Atom.NO_TIME && other > ahead) {
      newest = learned ? ahead : newestToken();
      time = ahead;
      ahead = Atom.NO_TIME;
    } else if (second && other != Atom.NO_TIME && isAhead(time, other)) {
      clear();
    }
  }

  /** An event has been told. */
  void pass(long other) {
    if (isAhead(other, time)) {
      ahead = other;
      newest = newestToken();
      return;
    }
    if (other != Atom.NO_TIME) {
      newest = newestToken();
      ahead = Atom.NO_TIME;
      time = Math.max(time, other);
    }
    settle();
  }

  /** After what {@link #learned} learned: no token is newer than the time. */
  void settle() {
    newest = Math.min(newest, time);
  }

  private boolean isAhead(long other, long of) {
    return of != Atom.NO_TIME && (double) other - (double) of > leap;
  }

  /** Time of the newest token, or {@link Atom#NO_TIME}. */
  long newestToken() {
    return ahead == Atom.NO_TIME ? newest : time;
  }

  /** A token of such a time has been learned. */
  void learned(long other) {
    newest = Math.max(newest, other);
  }

  // ---- bytes ----

  /** As it is now, to be {@link #recall}ed. */
  long[] now() {
    return new long[] {time, ahead, newest};
  }

  void recall(long[] then) {
    time = then[0];
    ahead = then[1];
    newest = then[2];
  }

  /**
   * The time, then that of the newest token, or of an event ahead: only such a one is later than
   * the time.
   */
  void put(ByteBuffer out) {
    out.putLong(time).putLong(ahead == Atom.NO_TIME ? Math.min(newest, time) : ahead);
  }

  void get(ByteBuffer in) {
    time = in.getLong();
    long other = in.getLong();
    ahead = other > time ? other : Atom.NO_TIME;
    newest = Math.min(other, time);
  }
}
