package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.streamrecall.panel.Said;

/**
 * A moment that waits for what comes of it.
 *
 * @param time of the event
 * @param ref of the event, or null
 * @param id hash of what its outcome is joined by, or 0
 * @param scalars (plan.scalars), numbers from their origins
 * @param values (targets) departures from the base, NaN until known
 * @param bases (targets) at the time of asking, NaN for none
 * @param foretold (targets) the departures foretold, NaN for none
 * @param spreads (targets) of the errors to expect
 * @param said of the panel
 */
record PanelRow(
    long time,
    String ref,
    long id,
    float[] scalars,
    float[] values,
    double[] bases,
    float[] foretold,
    float[] spreads,
    Said said)
    implements Held {
  private static final int LONGEST_REF = 32;

  int bytes() {
    int targets = values.length;
    return fixed(scalars.length, targets) + utf8().length;
  }

  /** Most bytes of one. */
  static int bytes(Plan plan) {
    return fixed(plan.scalars, plan.values.size()) + LONGEST_REF;
  }

  private static int fixed(int scalars, int targets) {
    return 2 * Long.BYTES
        + 1
        + Float.BYTES * (scalars + 3 * targets)
        + Double.BYTES * targets
        + Said.bytes(targets);
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
    put(spreads, out);
    for (double base : bases) {
      out.putDouble(base);
    }
    said.put(out);
  }

  private static void put(float[] numbers, ByteBuffer out) {
    for (float x : numbers) {
      out.putFloat(x);
    }
  }

  static PanelRow get(ByteBuffer in, Plan plan) {
    int targets = plan.values.size();
    long time = in.getLong();
    long id = in.getLong();
    int length = in.get();
    byte[] utf8 = new byte[Math.max(0, length)];
    in.get(utf8);
    String ref = length < 0 ? null : new String(utf8, StandardCharsets.UTF_8);
    float[] scalars = floats(in, plan.scalars);
    float[] values = floats(in, targets);
    float[] foretold = floats(in, targets);
    float[] spreads = floats(in, targets);
    double[] bases = new double[targets];
    for (int t = 0; t < targets; t++) {
      bases[t] = in.getDouble();
    }
    Said said = Said.get(in, targets);
    return new PanelRow(time, ref, id, scalars, values, bases, foretold, spreads, said);
  }

  private static float[] floats(ByteBuffer in, int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = in.getFloat();
    }
    return numbers;
  }
}
