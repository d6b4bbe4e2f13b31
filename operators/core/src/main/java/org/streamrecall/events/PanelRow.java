package org.streamrecall.events;

import java.nio.ByteBuffer;
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
    return fixed(scalars.length, targets) + HeldBytes.bytes(ref);
  }

  /** Most bytes of one. */
  static int bytes(Plan plan) {
    return fixed(plan.scalars, plan.values.size()) + 1 + LONGEST_REF;
  }

  private static int fixed(int scalars, int targets) {
    return 2 * Long.BYTES
        + Float.BYTES * (scalars + 3 * targets)
        + Double.BYTES * targets
        + Said.bytes(targets);
  }

  boolean isKnown() {
    return HeldBytes.isKnown(values);
  }

  void put(ByteBuffer out) {
    out.putLong(time).putLong(id);
    HeldBytes.put(ref, out);
    HeldBytes.put(scalars, out);
    HeldBytes.put(values, out);
    HeldBytes.put(foretold, out);
    HeldBytes.put(spreads, out);
    HeldBytes.put(bases, out);
    said.put(out);
  }

  static PanelRow get(ByteBuffer in, Plan plan) {
    int targets = plan.values.size();
    long time = in.getLong();
    long id = in.getLong();
    String ref = HeldBytes.text(in);
    float[] scalars = HeldBytes.floats(in, plan.scalars);
    float[] values = HeldBytes.floats(in, targets);
    float[] foretold = HeldBytes.floats(in, targets);
    float[] spreads = HeldBytes.floats(in, targets);
    double[] bases = HeldBytes.doubles(in, targets);
    Said said = Said.get(in, targets);
    return new PanelRow(time, ref, id, scalars, values, bases, foretold, spreads, said);
  }
}
