package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.streamrecall.events.feature.Category;

/**
 * What came of an event.
 *
 * @param id hash of the event's id; 0 where it came with the event itself
 * @param time when it was known
 * @param values (targets) NaN for those that are not known
 * @param name of a category, which {@link Category#requireName} has let pass, or null
 */
record Outcome(long id, long time, double[] values, String name) {
  int bytes() {
    return 2 * Long.BYTES + Double.BYTES * values.length + HeldBytes.bytes(name);
  }

  /** Most bytes of one. */
  static int bytes(int targets) {
    return 2 * Long.BYTES + Double.BYTES * targets + 1 + Category.LONGEST_NAME;
  }

  void put(ByteBuffer out) {
    out.putLong(id).putLong(time);
    HeldBytes.put(values, out);
    HeldBytes.put(name, out);
  }

  static Outcome get(ByteBuffer in, int targets) {
    long id = in.getLong();
    long time = in.getLong();
    double[] values = HeldBytes.doubles(in, targets);
    return new Outcome(id, time, values, HeldBytes.text(in));
  }
}
