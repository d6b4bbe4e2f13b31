package org.streamrecall.events;

import java.io.Serializable;

/**
 * How a key's events wait for outcomes that come on a stream of their own, and outcomes for events:
 * they are joined by id, and so that neither waits for ever.
 *
 * @param most events of one key that wait at once, and as many outcomes; over it the oldest is
 *     given up. 0: outcomes come with the events themselves
 * @param millis between an event's time and its outcome's at most, and how far the key's newest
 *     event may be ahead of one that waits
 */
public record Waiting(int most, long millis) implements Serializable {
  public static final Waiting NONE = new Waiting(0, 0);

  /** Most of {@link #most}: all of them are part of what a key takes. */
  public static final int MOST = 10_000;

  public Waiting {
    if (most < 0 || most > MOST) {
      throw new IllegalArgumentException(
          "waiting=" + most + " events is not from 0 to " + MOST + "; let fewer wait");
    }
    if (millis < 0 || most > 0 && millis == 0) {
      throw new IllegalArgumentException(
          "waiting of " + millis + " ms is no length of time; give one of at least 1 ms");
    }
  }

  /**
   * That a key's bytes are too few: what they are for, and what to do.
   *
   * @param beside of those needed, what is not the memory's
   * @param what that is for, beside errors and outcomes
   */
  IllegalArgumentException tooFew(int sketchBytes, long needed, int beside, String what) {
    String shareAndRemedy =
        isNone()
            ? " and errors; raise it to at least that"
            : ", errors and the outcomes of waiting="
                + most
                + " events; raise it to at least that, or let fewer wait (--waiting)";
    return new IllegalArgumentException(
        "sketch.bytes="
            + sketchBytes
            + " is below the "
            + needed
            + " bytes that a key of these events needs, "
            + beside
            + " of them for "
            + what
            + shareAndRemedy);
  }

  boolean isNone() {
    return most == 0;
  }
}
