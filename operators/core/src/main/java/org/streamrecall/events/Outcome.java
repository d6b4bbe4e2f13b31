package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    return 2 * Long.BYTES + Double.BYTES * values.length + 1 + utf8().length;
  }

  /** Most bytes of one. */
  static int bytes(int targets) {
    return 2 * Long.BYTES + Double.BYTES * targets + 1 + Category.LONGEST_NAME;
  }

  private byte[] utf8() {
    return name == null ? new byte[0] : name.getBytes(StandardCharsets.UTF_8);
  }

  void put(ByteBuffer out) {
    out.putLong(id).putLong(time);
    for (double value : values) {
      out.putDouble(value);
    }
    byte[] utf8 = utf8();
    out.put((byte) (name == null ? -1 : utf8.length)).put(utf8);
  }

  static Outcome get(ByteBuffer in, int targets) {
    long id = in.getLong();
    long time = in.getLong();
    double[] values = new double[targets];
    for (int t = 0; t < targets; t++) {
      values[t] = in.getDouble();
    }
    int length = in.get();
    byte[] utf8 = new byte[Math.max(0, length)];
    in.get(utf8);
    return new Outcome(
        id, time, values, length < 0 ? null : new String(utf8, StandardCharsets.UTF_8));
  }
}
