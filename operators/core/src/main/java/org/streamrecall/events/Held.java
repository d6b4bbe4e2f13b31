package org.streamrecall.events;

/** A moment of a key that waits for what comes of it. */
interface Held {
  /** Of its event. */
  long time();

  /** Hash of what its outcome is joined by, or 0. */
  long id();
}
