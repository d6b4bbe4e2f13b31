package org.streamrecall.events;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.ToLongFunction;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Atom;

/** Brings a key's events and their outcomes together, whichever comes first, within bounds. */
final class Joining<T extends Held> {
  private final Waiting waiting;
  private long given; // up, since the last restore
  private boolean met; // whether the outcome of the event told last was there before it

  Joining(Waiting waiting) {
    this.waiting = waiting;
  }

  /** Events and outcomes that were given up since {@link #restored}. */
  long givenUp() {
    return given;
  }

  /** Whether the event that {@link #outcome} was asked of last found its outcome there. */
  boolean met() {
    return met;
  }

  void restored() {
    given = 0;
    met = false;
  }

  /** The event that waits for this outcome, which waits no longer; or null. */
  T event(KeyPast<T> key, long id, long time) {
    return take(key.pending, Held::id, Held::time, id, time);
  }

  /**
   * The outcome that waits for this event, which waits no longer; else the event's own.
   *
   * @throws IllegalArgumentException if the event has no id
   */
  Outcome outcome(KeyPast<T> key, Outcome own, Event event) {
    requireId(event);
    event(key, own.id(), event.time()); // told twice: the newer one waits
    Outcome early = take(key.early, Outcome::id, Outcome::time, own.id(), event.time());
    met = early != null;
    return met ? early : own;
  }

  /**
   * @throws IllegalArgumentException if the event has no id
   */
  void requireId(Event event) {
    if (event.id() == null) {
      throw new IllegalArgumentException(
          "id is missing; an event that waits for its outcome needs one");
    }
  }

  private <E> E take(
      ArrayDeque<E> of, ToLongFunction<E> ids, ToLongFunction<E> times, long id, long time) {
    for (Iterator<E> each = of.iterator(); each.hasNext(); ) {
      E one = each.next();
      if (ids.applyAsLong(one) == id && apart(times.applyAsLong(one), time) <= waiting.millis()) {
        each.remove();
        return one;
      }
    }
    return null;
  }

  void hold(KeyPast<T> key, T event) {
    key.pending.add(event);
    bound(key.pending, Held::time, key);
  }

  void hold(KeyPast<T> key, Outcome outcome) {
    key.early.add(outcome);
    bound(key.early, Outcome::time, key);
  }

  private <E> void bound(ArrayDeque<E> of, ToLongFunction<E> times, KeyPast<T> key) {
    int before = of.size();
    of.removeIf(
        one -> {
          long time = times.applyAsLong(one);
          return time < key.lastTime() && apart(time, key.lastTime()) > waiting.millis();
        });
    while (of.size() > waiting.most()) {
      of.remove();
    }
    given += before - of.size();
  }

  private static long apart(long a, long b) {
    return a == Atom.NO_TIME || b == Atom.NO_TIME ? 0 : Math.abs(a - b);
  }
}
