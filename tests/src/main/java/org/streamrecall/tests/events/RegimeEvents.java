package org.streamrecall.tests.events;

import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventSchema;

/** A {@link RegimeStream} as events: what a user would write for it. */
public final class RegimeEvents {
  public static final EventSchema SCHEMA =
      EventSchema.of("key", "at", "category(mode),x1,x2", "value", null);

  private static final long MINUTE = 60_000;

  private RegimeEvents() {}

  public static Event event(int key, int number, RegimeStream.Sample s) {
    return new Event(
        "k" + key,
        MINUTE * number,
        new double[] {s.x1(), s.x2(), s.value()},
        new String[] {"r" + s.regime()},
        null);
  }
}
