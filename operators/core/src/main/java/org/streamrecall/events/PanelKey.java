package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.RecallModel;
import org.streamrecall.panel.Panel;
import org.streamrecall.panel.Scaled;

/**
 * What is kept of a key beside its mixture, where numbers are foretold; little-endian:
 *
 * <pre>
 *   1  version   8  time of the newest event   8  of the newest token   8  tokens
 *   .  rings: the last values of what is lagged, f64, and 8 bytes
 *   .  names: for each dictionary a count and 8 bytes a name
 *   .  for each target: sum f64, count i64 and last f64 of its values, record of errors
 *   .  for each number: its origin f64
 *   .  the panel: deviations, fading line, weights
 *   .  moments whose outcomes are still to come, oldest first
 *   .  outcomes whose events are still to come, oldest first
 * </pre>
 */
final class PanelKey extends KeyPast<PanelRow> {
  static final byte VERSION = 6;
  private static final int HEADER = 1 + 3 * Long.BYTES;

  final Panel panel;
  final ErrorRecord[] errors; // (targets)
  long asOf;
  long tokens;

  PanelKey(PanelPlan plan, Panel panel) {
    super(plan);
    this.panel = panel;
    errors = new ErrorRecord[targets];
    Arrays.setAll(errors, t -> new ErrorRecord());
    clear();
  }

  /** What a model has measured on other keys: no part of the state. */
  void startFrom(RecallModel model) {
    for (int t = 0; t < targets; t++) {
      errors[t].startFrom(model.newKeys(), t);
    }
  }

  @Override
  Scaled scaled() {
    return panel;
  }

  @Override
  void clear() {
    super.clear();
    asOf = Atom.NO_TIME;
    tokens = 0;
    panel.clear();
    for (ErrorRecord error : errors) {
      error.clear();
    }
  }

  @Override
  void note(Outcome outcome) {
    super.note(outcome);
    for (int t = 0; t < targets; t++) {
      double value = outcome.values()[t];
      lasts[t] = Double.isNaN(value) ? lasts[t] : value;
    }
  }

  int bytes() {
    int size =
        HEADER
            + rings.bytes()
            + names.bytes()
            + targets * (3 * Double.BYTES + ErrorRecord.BYTES)
            + Double.BYTES * origins.length
            + panel.bytes()
            + 4;
    for (PanelRow row : pending) {
      size += row.bytes();
    }
    for (Outcome outcome : early) {
      size += outcome.bytes();
    }
    return size;
  }

  byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(VERSION).putLong(lastTime).putLong(asOf).putLong(tokens);
    rings.put(out);
    names.put(out);
    for (int t = 0; t < targets; t++) {
      out.putDouble(sums[t]).putLong(counts[t]).putDouble(lasts[t]);
      errors[t].put(out);
    }
    for (double origin : origins) {
      out.putDouble(origin);
    }
    panel.put(out);
    out.putShort((short) pending.size()).putShort((short) early.size());
    pending.forEach(row -> row.put(out));
    early.forEach(outcome -> outcome.put(out));
    return out.array();
  }

  /**
   * @param bytes as {@link #toBytes} gave them, or null for a new key
   * @throws IllegalArgumentException if they are of another version
   */
  void read(byte[] bytes) {
    if (bytes == null) {
      clear();
      return;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte version = in.get();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "a key's state is of version "
              + version
              + ", this program reads "
              + VERSION
              + " where numbers are foretold; use the program that wrote it, or forget the key");
    }
    lastTime = in.getLong();
    asOf = in.getLong();
    tokens = in.getLong();
    rings.get(in);
    names.get(in);
    for (int t = 0; t < targets; t++) {
      sums[t] = in.getDouble();
      counts[t] = in.getLong();
      lasts[t] = in.getDouble();
      errors[t].get(in);
    }
    for (int s = 0; s < origins.length; s++) {
      origins[s] = in.getDouble();
    }
    panel.get(in);
    pending.clear();
    early.clear();
    int unknown = in.getShort();
    int unmatched = in.getShort();
    for (int i = 0; i < unknown; i++) {
      pending.add(PanelRow.get(in, plan));
    }
    for (int i = 0; i < unmatched; i++) {
      early.add(Outcome.get(in, targets));
    }
  }

  /** Most bytes of a key's state. */
  static int mostBytes(PanelPlan of, boolean evidence, Waiting waiting) {
    Plan plan = of.plan;
    int targets = plan.values.size();
    int outcomes = waiting.most() * Outcome.bytes(targets); // none where none wait
    return HEADER
        + new Rings(plan.depths()).bytes()
        + Names.mostBytes(plan.slots())
        + targets * (3 * Double.BYTES + ErrorRecord.BYTES)
        + Double.BYTES * of.scales
        + Panel.mostBytes(of.shape)
        + 4
        + PanelRow.mostBytes(plan, evidence, waiting)
        + outcomes;
  }
}
