package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Hash;

/** A moment of a key that waits for what comes of it. */
interface Held {
  /** Of its event. */
  long time();

  /** Hash of what its outcome is joined by, or 0. */
  long id();

  /** Of its event, or null. */
  String ref();

  /** The numbers that it keeps, from their origins, as {@link Rereading#keep} has them. */
  float[] scalars();

  int bytes();

  /** Writes {@link #bytes()}, little-endian. */
  void put(ByteBuffer out);

  /** Hash of what an event and its outcome are joined by, or 0. */
  static long id(Event event) {
    return event.id() == null ? 0 : Hash.of(event.id());
  }
}
