package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A moment whose token has not been told yet: its scales, or its outcomes, are still to come.
 *
 * @param time of the event
 * @param ref of the event, or null
 * @param id hash of what its outcome is joined by, or 0
 * @param scalars (plan.scalars)
 * @param values (targets) departures from the base, NaN until known; a category's slot
 * @param bases (targets) at the time of asking
 * @param foretold (targets) the departures foretold, NaN for none; of a category (slots), each
 *     one's probability
 * @param recalled (targets) what memory alone foretold, from the reference of {@link Blend}
 * @param means (targets) the key's mean, from the same
 * @param spreads (targets) of it, to be stated by {@link Errors#stated}
 */
record Row(
    long time,
    String ref,
    long id,
    float[] scalars,
    float[] values,
    double[] bases,
    float[] foretold,
    float[] recalled,
    float[] means,
    float[] spreads)
    implements Held {
  int bytes() {
    return 2 * Long.BYTES
        + 1
        + utf8().length
        + Float.BYTES * (scalars.length + 4 * values.length + foretold.length)
        + Double.BYTES * bases.length;
  }

  /** Most bytes of one. */
  static int bytes(Plan plan) {
    int targets = plan.values.size();
    int floats = plan.scalars + 4 * targets + plan.foretold;
    return 2 * Long.BYTES + 1 + 32 + Float.BYTES * floats + Double.BYTES * targets;
  }

  private byte[] utf8() {
    return ref == null ? new byte[0] : ref.getBytes(StandardCharsets.UTF_8);
  }

  boolean isKnown() {
    for (float value : values) {
      if (Float.isNaN(value)) {
        return false;
      }
    }
    return true;
  }

  void put(ByteBuffer out) {
    out.putLong(time).putLong(id);
    byte[] utf8 = utf8();
    out.put((byte) (ref == null ? -1 : utf8.length)).put(utf8);
    put(scalars, out);
    put(values, out);
    put(foretold, out);
    put(recalled, out);
    put(means, out);
    put(spreads, out);
    for (double base : bases) {
      out.putDouble(base);
    }
  }

  private static void put(float[] numbers, ByteBuffer out) {
    for (float x : numbers) {
      out.putFloat(x);
    }
  }

  static Row get(ByteBuffer in, Plan plan) {
    int targets = plan.values.size();
    long time = in.getLong();
    long id = in.getLong();
    int length = in.get();
    byte[] utf8 = new byte[Math.max(0, length)];
    in.get(utf8);
    Row row =
        new Row(
            time,
            length < 0 ? null : new String(utf8, StandardCharsets.UTF_8),
            id,
            floats(in, plan.scalars),
            floats(in, targets),
            new double[targets],
            floats(in, plan.foretold),
            floats(in, targets),
            floats(in, targets),
            floats(in, targets));
    for (int t = 0; t < targets; t++) {
      row.bases[t] = in.getDouble();
    }
    return row;
  }

  private static float[] floats(ByteBuffer in, int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = in.getFloat();
    }
    return numbers;
  }
}
