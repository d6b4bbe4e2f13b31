package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.streamrecall.model.RecallModel;
import org.streamrecall.panel.Panel;
import org.streamrecall.panel.Scaled;

/**
 * What is kept of a key beside its mixture, where numbers are foretold; little-endian:
 *
 * <pre>
 *   1  version   16  its {@link KeyClock}   8  tokens
 *   .  how unlike moments were, whether the alarm rings, how long the key is quiet
 *   .  rings: the last values of what is lagged, f64, or f32 from an origin f64
 *   .  names: for each dictionary a count and 8 bytes a name
 *   .  for each target: sum f64, count i64 and last f64 of its values, record of errors,
 *      of what was odd
 *   .  for each number: its origin f64
 *   .  the panel: deviations, fading line, weights
 *   .  moments whose outcomes are still to come, oldest first
 *   .  outcomes whose events are still to come, oldest first
 *   .  of each change that is foretold, its {@link org.streamrecall.events.feature.Changes}
 * </pre>
 */
final class PanelKey extends KeyPast<PanelRow> {
  static final byte VERSION = 12;
  private static final int TARGET = 3 * Double.BYTES + ErrorRecord.BYTES + OddRecord.BYTES;

  final Panel panel;
  final ErrorRecord[] errors; // (targets)
  final OddRecord[] odd; // (targets)

  PanelKey(PanelPlan plan, Panel panel, long leap) {
    super(plan, leap);
    this.panel = panel;
    errors = new ErrorRecord[targets];
    Arrays.setAll(errors, t -> new ErrorRecord(plan.plan.schema.predict().get(t).horizon()));
    odd = new OddRecord[targets];
    Arrays.setAll(odd, t -> new OddRecord());
    clear();
  }

  @Override
  void startFrom(RecallModel model) {
    for (int t = 0; t < targets; t++) {
      errors[t].startFrom(model.newKeys(), t);
      double[][] heads = model.newKeys() == null ? null : model.newKeys().heads();
      panel.startFrom(t, heads == null ? null : heads[t]);
    }
  }

  @Override
  Scaled scaled() {
    return panel;
  }

  @Override
  void clear() {
    super.clear();
    panel.clear();
    for (ErrorRecord error : errors) {
      error.clear();
    }
    for (OddRecord record : odd) {
      record.clear();
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

  @Override
  byte version() {
    return VERSION;
  }

  @Override
  String what() {
    return "numbers are";
  }

  @Override
  int ownBytes() {
    return targets * TARGET + panel.bytes();
  }

  @Override
  void putRecord(ByteBuffer out) {
    for (int t = 0; t < targets; t++) {
      out.putDouble(sums[t]).putLong(counts[t]).putDouble(lasts[t]);
      errors[t].put(out);
      odd[t].put(out);
    }
  }

  @Override
  void getRecord(ByteBuffer in) {
    for (int t = 0; t < targets; t++) {
      sums[t] = in.getDouble();
      counts[t] = in.getLong();
      lasts[t] = in.getDouble();
      errors[t].get(in);
      odd[t].get(in);
    }
  }

  @Override
  void putPanel(ByteBuffer out) {
    panel.put(out);
  }

  @Override
  void getPanel(ByteBuffer in) {
    panel.get(in);
  }

  @Override
  PanelRow row(ByteBuffer in) {
    return PanelRow.get(in, plan);
  }

  /** Most bytes of a key's state. */
  static int mostBytes(PanelPlan of, boolean evidence, Waiting waiting) {
    return mostBytes(of, waiting)
        + of.plan.values.size() * TARGET
        + Panel.mostBytes(of.shape)
        + PanelRow.mostBytes(of.plan, evidence, waiting);
  }
}
