package org.streamrecall.events;

import java.nio.ByteBuffer;

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
        + HeldBytes.bytes(ref)
        + Float.BYTES * (scalars.length + 4 * values.length + foretold.length)
        + Double.BYTES * bases.length;
  }

  /** Most bytes of one. */
  static int bytes(Plan plan) {
    int targets = plan.values.size();
    int floats = plan.scalars + 4 * targets + plan.foretold;
    return 2 * Long.BYTES + 1 + 32 + Float.BYTES * floats + Double.BYTES * targets;
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
    HeldBytes.put(recalled, out);
    HeldBytes.put(means, out);
    HeldBytes.put(spreads, out);
    HeldBytes.put(bases, out);
  }

  static Row get(ByteBuffer in, Plan plan) {
    int targets = plan.values.size();
    long time = in.getLong();
    long id = in.getLong();
    String ref = HeldBytes.text(in);
    float[] scalars = HeldBytes.floats(in, plan.scalars);
    float[] values = HeldBytes.floats(in, targets);
    float[] foretold = HeldBytes.floats(in, plan.foretold);
    float[] recalled = HeldBytes.floats(in, targets);
    float[] means = HeldBytes.floats(in, targets);
    float[] spreads = HeldBytes.floats(in, targets);
    double[] bases = HeldBytes.doubles(in, targets);
    return new Row(time, ref, id, scalars, values, bases, foretold, recalled, means, spreads);
  }
}
