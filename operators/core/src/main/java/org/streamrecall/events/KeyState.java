package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.schema.Event;
import org.streamrecall.model.RecallModel;

/**
 * What is kept of a key beside its memory, little-endian:
 *
 * <pre>
 *   1  version   1  flags: 1 settled, 2 lasts follow   8  time of the newest event
 *   .  rings: the last values of what is lagged, f64, and 8 bytes
 *   .  names: for each dictionary a count and 8 bytes a name
 *   .  for each target: sum f64 and count i64 of its values, mean squared error f32 and its count
 *      i32, ratio to the spreads f32, 66 bytes of calibration, six f32 of the blend
 *   .  scales, settled: mean and deviation of each number and target, f32
 *   .  categories foretold, their names
 *   .  not settled: the first moments, which wait for their scales
 *   .  moments whose outcomes are still to come, oldest first
 *   .  outcomes whose events are still to come, oldest first
 *   .  lasts: for each target f64, its last known value; where the base needs one that has left
 *      its ring
 * </pre>
 */
final class KeyState extends KeyPast<Row> {
  static final byte VERSION = 3;

  /** Without the ratio. */
  static final byte UNRATED = 2;

  private static final int SETTLED = 1;
  private static final int LASTS = 2;

  boolean settled;
  final Errors[] errors;
  final Blend[] blends;
  final Scales scales;
  final Scales targetScales;
  final Categories categories = new Categories();
  final List<Row> first = new ArrayList<>();

  KeyState(Plan plan) {
    super(plan);
    errors = new Errors[targets];
    blends = new Blend[targets];
    for (int t = 0; t < targets; t++) {
      errors[t] = new Errors();
      blends[t] = new Blend();
    }
    scales = new Scales(plan.scaled);
    targetScales = new Scales(targets);
    clear();
  }

  /** What a model has measured on other keys: no part of the state. */
  void startFrom(RecallModel model) {
    for (int t = 0; t < targets; t++) {
      errors[t].calibration.prior = Tails.of(model, t);
    }
  }

  @Override
  void clear() {
    super.clear();
    settled = false;
    for (Errors error : errors) {
      error.clear();
    }
    for (Blend blend : blends) {
      blend.clear();
    }
    scales.clear();
    targetScales.clear();
    categories.clear();
    first.clear();
  }

  @Override
  void pass(Event event, Outcome outcome) {
    super.pass(event, outcome);
    for (int t = 0; t < targets && plan.hasBaseRings(); t++) {
      double newest = rings.get(plan.baseRings[t], 1);
      lasts[t] = Double.isNaN(newest) ? lasts[t] : newest;
    }
  }

  /** The last known value, as far as the rings tell it. */
  private double lastInRing(int target) {
    return rings.nearest(plan.baseRings[target], 1);
  }

  /** Whether a last known value has left its ring. */
  private boolean hasLasts() {
    boolean more = false;
    for (int t = 0; t < targets && plan.hasBaseRings(); t++) {
      more |= !Double.isNaN(lasts[t]) && Double.isNaN(lastInRing(t));
    }
    return more;
  }

  // ---- bytes ----

  byte[] toBytes() {
    int size = 10 + rings.bytes() + names.bytes() + targets * (16 + Errors.BYTES + Blend.BYTES);
    size += scales.bytes() + targetScales.bytes() + categories.bytes() + 6;
    for (Row row : first) {
      size += row.bytes();
    }
    for (Row row : pending) {
      size += row.bytes();
    }
    for (Outcome outcome : early) {
      size += outcome.bytes();
    }
    boolean hasLasts = hasLasts();
    size += hasLasts ? Double.BYTES * targets : 0;
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    int flags = (settled ? SETTLED : 0) | (hasLasts ? LASTS : 0);
    out.put(VERSION).put((byte) flags).putLong(lastTime);
    rings.put(out);
    names.put(out);
    for (int t = 0; t < targets; t++) {
      out.putDouble(sums[t]).putLong(counts[t]);
      errors[t].put(out);
      blends[t].put(out);
    }
    scales.put(out);
    targetScales.put(out);
    categories.put(out);
    out.putShort((short) first.size());
    out.putShort((short) pending.size()).putShort((short) early.size());
    first.forEach(row -> row.put(out));
    pending.forEach(row -> row.put(out));
    early.forEach(outcome -> outcome.put(out));
    for (int t = 0; t < targets && hasLasts; t++) {
      out.putDouble(lasts[t]);
    }
    return out.array();
  }

  /**
   * @param bytes as {@link #toBytes} gave them, or null for a new key
   * @throws IllegalArgumentException if they are of another version
   */
  void read(byte[] bytes) {
    clear();
    if (bytes == null) {
      return;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte version = in.get();
    if (version != VERSION && version != UNRATED) {
      throw new IllegalArgumentException(
          "a key's state is of version "
              + version
              + ", this program reads "
              + UNRATED
              + " and "
              + VERSION
              + "; use the program that wrote it, or forget the key");
    }
    int flags = in.get();
    settled = (flags & SETTLED) != 0;
    lastTime = in.getLong();
    rings.get(in);
    names.get(in);
    for (int t = 0; t < targets; t++) {
      sums[t] = in.getDouble();
      counts[t] = in.getLong();
      errors[t].get(in, version != UNRATED);
      blends[t].get(in);
    }
    scales.get(in);
    targetScales.get(in);
    categories.get(in, plan.slots);
    int waiting = in.getShort();
    int unknown = in.getShort();
    int unmatched = in.getShort();
    for (int i = 0; i < waiting; i++) {
      first.add(Row.get(in, plan));
    }
    for (int i = 0; i < unknown; i++) {
      pending.add(Row.get(in, plan));
    }
    for (int i = 0; i < unmatched; i++) {
      early.add(Outcome.get(in, targets));
    }
    for (int t = 0; t < targets && plan.hasBaseRings(); t++) {
      lasts[t] = (flags & LASTS) != 0 ? in.getDouble() : lastInRing(t);
    }
  }

  /** Most bytes of a settled key's state. */
  static int mostBytes(Plan plan, Waiting waiting) {
    KeyState empty = new KeyState(plan);
    int targets = plan.values.size();
    int most = waiting.isNone() ? plan.farthest : waiting.most();
    int outcomes = waiting.isNone() ? 0 : most * Outcome.bytes(targets);
    int lasts = plan.hasBaseRings() ? Double.BYTES * targets : 0;
    return 16
        + lasts
        + empty.rings.bytes()
        + Names.mostBytes(plan.slots())
        + targets * (16 + Errors.BYTES + Blend.BYTES)
        + empty.scales.bytes()
        + empty.targetScales.bytes()
        + Categories.mostBytes(plan.slots)
        + most * Row.bytes(plan)
        + outcomes;
  }
}
