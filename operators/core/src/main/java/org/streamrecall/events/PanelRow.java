package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.streamrecall.panel.Said;
import org.streamrecall.panel.Shape;

/**
 * A moment that waits for what comes of it. Of a target that is known, or never will be, nothing is
 * kept that was said of it; little-endian:
 *
 * <pre>
 *   8  time   1  whether an id follows   8  the id   .  reference
 *   .  scalars f32 that cannot be read again
 *   .  for each target, 1 byte: open, then base f64 unless it can be read again, foretold f32,
 *      spread f32, shape and what was said; known, then its value f32; or missed
 * </pre>
 */
final class PanelRow implements Held {
  private static final byte OPEN = 0;
  private static final byte KNOWN = 1;
  private static final byte MISSED = 2;
  private static final int LONGEST_REF = 32;

  private final long time;
  private final String ref;
  private final long id;
  private final float[] scalars;
  private final byte[] states; // (targets)
  private final float[] values;
  private final Plan plan;
  final double[] bases;
  final float[] foretold;
  final float[] spreads;
  final Shape[] shapes; // of errors, in spreads
  final Said said;

  /**
   * @param time of the event
   * @param ref of the event, or null
   * @param id hash of what its outcome is joined by, or 0
   * @param scalars that are kept, numbers from their origins
   * @param bases (targets) at the time of asking, NaN for none
   * @param said of the panel
   */
  PanelRow(long time, String ref, long id, float[] scalars, Plan plan, double[] bases, Said said) {
    this.time = time;
    this.ref = ref;
    this.id = id;
    this.scalars = scalars;
    this.plan = plan;
    this.bases = bases;
    this.said = said;
    states = new byte[bases.length];
    values = HeldBytes.unknown(bases.length);
    foretold = HeldBytes.unknown(bases.length);
    spreads = HeldBytes.unknown(bases.length);
    shapes = new Shape[bases.length];
    Arrays.fill(shapes, Shape.NONE);
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public float[] scalars() {
    return scalars;
  }

  @Override
  public String ref() {
    return ref;
  }

  /** What was stated of a target's error. */
  Stated stated(int target) {
    return new Stated(spreads[target], shapes[target]);
  }

  /** (targets) departures from the base, NaN until known. */
  float[] values() {
    return values;
  }

  /** The value of a target is here: the departure from its base. */
  void know(int target, float value) {
    values[target] = value;
    states[target] = KNOWN;
  }

  /** The value of a target, if it is not here now, will never be. */
  void passed(int target) {
    states[target] = states[target] == OPEN ? MISSED : states[target];
  }

  boolean isKnown() {
    return HeldBytes.isKnown(values);
  }

  // ---- bytes ----

  @Override
  public int bytes() {
    int bytes = fixed(scalars.length, values.length) + HeldBytes.bytes(ref);
    bytes += id == 0 ? 0 : Long.BYTES;
    for (int t = 0; t < states.length; t++) {
      bytes +=
          states[t] == OPEN
              ? open(plan, t) + shapes[t].bytes()
              : states[t] == KNOWN ? Float.BYTES : 0;
    }
    return bytes;
  }

  private static int fixed(int scalars, int targets) {
    return Long.BYTES + 1 + Float.BYTES * scalars + targets;
  }

  private static int open(Plan plan, int target) {
    int base = plan.rereading.keepsBases() ? Double.BYTES : 0;
    return base + 2 * Float.BYTES + Said.bytes(plan.ahead[target]);
  }

  /**
   * Most bytes of all that wait at once.
   *
   * @param evidence whether references are kept
   */
  static int mostBytes(Plan plan, boolean evidence, Waiting waiting) {
    int targets = plan.values.size();
    int rows = waiting.isNone() ? plan.farthest : waiting.most();
    int each = fixed(plan.rereading.kept(), targets) + 1 + (evidence ? LONGEST_REF : 0);
    int bytes = rows * (waiting.isNone() ? each : each + Long.BYTES);
    for (int t = 0; t < targets; t++) {
      int unknown = waiting.isNone() ? plan.schema.predict().get(t).horizon() : rows;
      bytes +=
          unknown * (open(plan, t) + Shape.mostBytes(plan.ahead[t]))
              + (rows - unknown) * Float.BYTES;
    }
    return bytes;
  }

  @Override
  public void put(ByteBuffer out) {
    out.putLong(time).put((byte) (id == 0 ? 0 : 1));
    if (id != 0) {
      out.putLong(id);
    }
    HeldBytes.put(ref, out);
    HeldBytes.put(scalars, out);
    for (int t = 0; t < states.length; t++) {
      out.put(states[t]);
      if (states[t] == OPEN) {
        if (plan.rereading.keepsBases()) {
          out.putDouble(bases[t]);
        }
        out.putFloat(foretold[t]).putFloat(spreads[t]);
        shapes[t].put(out);
        said.put(t, out);
      } else if (states[t] == KNOWN) {
        out.putFloat(values[t]);
      }
    }
  }

  static PanelRow get(ByteBuffer in, Plan plan) {
    int targets = plan.values.size();
    long time = in.getLong();
    long id = in.get() == 0 ? 0 : in.getLong();
    String ref = HeldBytes.text(in);
    float[] scalars = HeldBytes.floats(in, plan.rereading.kept());
    Said said = new Said(plan.ahead);
    PanelRow row = new PanelRow(time, ref, id, scalars, plan, new double[targets], said);
    for (int t = 0; t < targets; t++) {
      row.states[t] = in.get();
      if (row.states[t] == OPEN) {
        row.bases[t] = plan.rereading.keepsBases() ? in.getDouble() : plan.rereading.unkept();
        row.foretold[t] = in.getFloat();
        row.spreads[t] = in.getFloat();
        row.shapes[t] = Shape.get(in);
        said.get(t, in);
      } else if (row.states[t] == KNOWN) {
        row.values[t] = in.getFloat();
      }
    }
    return row;
  }
}
