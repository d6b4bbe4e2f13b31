package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.events.feature.Past;
import org.streamrecall.events.feature.Target;
import org.streamrecall.events.schema.Event;
import org.streamrecall.measure.Atom;
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
final class KeyState implements Past {
  static final byte VERSION = 3;

  /** Without the ratio. */
  static final byte UNRATED = 2;

  private static final int SETTLED = 1;
  private static final int LASTS = 2;

  private final Plan plan;
  private final int targets;
  boolean settled;
  long lastTime;
  final Rings rings;
  final Names names;
  final double[] sums;
  final long[] counts;
  final double[] lasts; // known values of the targets, NaN if none is, or no base needs it
  final Errors[] errors;
  final Blend[] blends;
  final Scales scales;
  final Scales targetScales;
  final Categories categories = new Categories();
  final List<Row> first = new ArrayList<>();
  final ArrayDeque<Row> pending = new ArrayDeque<>();
  final ArrayDeque<Outcome> early = new ArrayDeque<>();

  KeyState(Plan plan) {
    this.plan = plan;
    targets = plan.values.size();
    rings = new Rings(plan.depths());
    names = new Names(plan.slots());
    sums = new double[targets];
    counts = new long[targets];
    lasts = new double[targets];
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

  @Override
  public long lastTime() {
    return lastTime;
  }

  @Override
  public double ago(int ring, int back) {
    return rings.get(ring, back);
  }

  @Override
  public double nameNumber(int dictionary, String name) {
    return names.find(dictionary, name);
  }

  /** What a model has measured on other keys: no part of the state. */
  void startFrom(RecallModel model) {
    for (int t = 0; t < targets; t++) {
      errors[t].calibration.prior = Tails.of(model, t);
    }
  }

  void clear() {
    settled = false;
    lastTime = Atom.NO_TIME;
    rings.clear();
    names.clear();
    java.util.Arrays.fill(sums, 0);
    java.util.Arrays.fill(counts, 0);
    java.util.Arrays.fill(lasts, Double.NaN);
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
    pending.clear();
    early.clear();
  }

  /** The mean of a target's values so far; for what is ahead, with the event's own. */
  double mean(int target, Target of, Event event) {
    double now = plan.now(target, of, event, this);
    boolean known = !Double.isNaN(now);
    long n = counts[target] + (known ? 1 : 0);
    return n == 0 ? Double.NaN : (sums[target] + (known ? now : 0)) / n;
  }

  /** Notes what later events will be seen beside. */
  void pass(Event event, Outcome outcome) {
    for (int ring = 0; ring < plan.ringSources.size(); ring++) {
      rings.put(ring, plan.ringSources.get(ring).value(event, this));
    }
    rings.advance();
    for (int t = 0; t < targets && plan.hasBaseRings(); t++) {
      double newest = rings.get(plan.baseRings[t], 1);
      lasts[t] = Double.isNaN(newest) ? lasts[t] : newest;
    }
    note(outcome);
    lastTime = Math.max(lastTime, event.time());
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

  void note(Outcome outcome) {
    for (int t = 0; t < targets; t++) {
      if (!Double.isNaN(outcome.values()[t])) {
        sums[t] += outcome.values()[t];
        counts[t]++;
      }
    }
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
    int names = 0;
    for (int slots : plan.slots()) {
      names += 1 + Long.BYTES * slots;
    }
    int targets = plan.values.size();
    int most = waiting.isNone() ? plan.farthest : waiting.most();
    int outcomes = waiting.isNone() ? 0 : most * Outcome.bytes(targets);
    int lasts = plan.hasBaseRings() ? Double.BYTES * targets : 0;
    return 16
        + lasts
        + empty.rings.bytes()
        + names
        + targets * (16 + Errors.BYTES + Blend.BYTES)
        + empty.scales.bytes()
        + empty.targetScales.bytes()
        + Categories.mostBytes(plan.slots)
        + most * Row.bytes(plan)
        + outcomes;
  }
}
