package org.streamrecall.events;

import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Hash;

/** A moment of a key that waits for what comes of it. */
interface Held {
  /** Of its event. */
  long time();

  /** Hash of what its outcome is joined by, or 0. */
  long id();

  /** Its numbers, from their origins, (plan.scalars). */
  float[] scalars();

  /** Hash of what an event and its outcome are joined by, or 0. */
  static long id(Event event) {
    return event.id() == null ? 0 : Hash.of(event.id());
  }
}
