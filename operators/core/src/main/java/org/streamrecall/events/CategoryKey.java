package org.streamrecall.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.RecallModel;
import org.streamrecall.panel.CategoryPanel;
import org.streamrecall.panel.Scaled;

/**
 * What is kept of a key beside its mixture, where a category is foretold; little-endian:
 *
 * <pre>
 *   1  version   8  time of the newest event   8  of the newest token   8  tokens
 *   .  rings: the last values of what is lagged, f64, and 8 bytes
 *   .  names: for each dictionary a count and 8 bytes a name
 *   .  categories foretold, their names
 *   .  for each number: its origin f64
 *   .  how unusual errors are
 *   .  the panel: deviations, weights, followers, fading line
 *   .  moments whose outcomes are still to come, oldest first
 *   .  outcomes whose events are still to come, oldest first
 * </pre>
 */
final class CategoryKey extends KeyPast<CategoryRow> {
  static final byte VERSION = 5;
  private static final int HEADER = 1 + 3 * Long.BYTES;

  final CategoryPanel panel;
  final Categories categories = new Categories();
  final Calibration calibration = new Calibration();
  long asOf;
  long tokens;

  CategoryKey(PanelPlan plan, CategoryPanel panel) {
    super(plan);
    this.panel = panel;
    clear();
  }

  /** What a model has measured on other keys: no part of the state. */
  void startFrom(RecallModel model) {
    calibration.startFrom(model.newKeys(), 0);
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
    categories.clear();
    calibration.clear();
  }

  int bytes() {
    int size = HEADER + rings.bytes() + names.bytes() + categories.bytes();
    size += Double.BYTES * origins.length + Calibration.BYTES + panel.bytes() + 4;
    for (CategoryRow row : pending) {
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
    categories.put(out);
    for (double origin : origins) {
      out.putDouble(origin);
    }
    calibration.put(out);
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
    clear();
    if (bytes == null) {
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
              + " where a category is foretold; use the program that wrote it, or forget the key");
    }
    lastTime = in.getLong();
    asOf = in.getLong();
    tokens = in.getLong();
    rings.get(in);
    names.get(in);
    categories.get(in);
    for (int s = 0; s < origins.length; s++) {
      origins[s] = in.getDouble();
    }
    calibration.get(in);
    panel.get(in, categories.names().size());
    int unknown = in.getShort();
    int unmatched = in.getShort();
    for (int i = 0; i < unknown; i++) {
      pending.add(CategoryRow.get(in, plan));
    }
    for (int i = 0; i < unmatched; i++) {
      early.add(Outcome.get(in, targets));
    }
  }

  /** Most bytes of the state of a key that has had so many categories. */
  static int mostBytes(PanelPlan of, int labels, CategoryPanel.Size size, Waiting waiting) {
    Plan plan = of.plan;
    int targets = plan.values.size();
    int most = waiting.isNone() ? plan.farthest : waiting.most();
    int outcomes = waiting.isNone() ? 0 : most * Outcome.bytes(targets);
    return HEADER
        + new Rings(plan.depths()).bytes()
        + Names.mostBytes(plan.slots())
        + Categories.mostBytes(labels)
        + Double.BYTES * of.scales
        + Calibration.BYTES
        + CategoryPanel.mostBytes(of.shape, labels, size)
        + 4
        + most * CategoryRow.mostBytes(plan, labels)
        + outcomes;
  }
}
