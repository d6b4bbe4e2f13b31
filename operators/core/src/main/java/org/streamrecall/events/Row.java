package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A moment whose token has not been told yet: its scales, or its outcomes, are still to come.
 *
 * @param time of the event
 * @param ref of the event, or null
 * @param scalars (plan.scalars)
 * @param values (targets) departures from the base, NaN until known; a category's slot
 * @param bases (targets) at the time of asking
 * @param foretold (targets) the departures foretold, NaN for none
 * @param spreads (targets) stated with it
 */
record Row(
    long time,
    String ref,
    float[] scalars,
    float[] values,
    double[] bases,
    float[] foretold,
    float[] spreads) {
  int bytes() {
    return Long.BYTES
        + 1
        + utf8().length
        + Float.BYTES * (scalars.length + values.length + foretold.length + spreads.length)
        + Double.BYTES * bases.length;
  }

  /** Most bytes of one. */
  static int bytes(int scalars, int targets) {
    return Long.BYTES + 1 + 32 + Float.BYTES * (scalars + 3 * targets) + Double.BYTES * targets;
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
    out.putLong(time);
    byte[] utf8 = utf8();
    out.put((byte) (ref == null ? -1 : utf8.length)).put(utf8);
    put(scalars, out);
    put(values, out);
    put(foretold, out);
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

  static Row get(ByteBuffer in, int scalars, int targets) {
    long time = in.getLong();
    int length = in.get();
    byte[] utf8 = new byte[Math.max(0, length)];
    in.get(utf8);
    Row row =
        new Row(
            time,
            length < 0 ? null : new String(utf8, StandardCharsets.UTF_8),
            floats(in, scalars),
            floats(in, targets),
            new double[targets],
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
