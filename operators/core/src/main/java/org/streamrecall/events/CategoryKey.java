package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.streamrecall.model.RecallModel;
import org.streamrecall.panel.CategoryPanel;
import org.streamrecall.panel.Scaled;

/**
 * What is kept of a key beside its mixture, where a category is foretold; little-endian:
 *
 * <pre>
 *   1  version   16  its {@link KeyClock}   8  tokens
 *   .  how unlike moments were, whether the alarm rings, how long the key is quiet
 *   .  rings: the last values of what is lagged or waited for
 *   .  names: for each dictionary a count and 8 bytes a name
 *   .  categories foretold, their names
 *   .  for each number: its origin f64
 *   .  how unusual errors are, what was odd
 *   .  the panel: deviations, weights, followers, fading line
 *   .  moments whose outcomes are still to come, oldest first
 *   .  outcomes whose events are still to come, oldest first
 * </pre>
 */
final class CategoryKey extends KeyPast<CategoryRow> {
  static final byte VERSION = 9;
  private static final int RECORD = Calibration.BYTES + OddRecord.BYTES + Strangeness.BYTES;

  final CategoryPanel panel;
  final Categories categories = new Categories();
  final Calibration calibration = new Calibration();
  final OddRecord odd = new OddRecord();

  CategoryKey(PanelPlan plan, CategoryPanel panel, long leap) {
    super(plan, leap);
    this.panel = panel;
    clear();
  }

  @Override
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
    panel.clear();
    categories.clear();
    calibration.clear();
    odd.clear();
  }

  @Override
  byte version() {
    return VERSION;
  }

  @Override
  String what() {
    return "a category is";
  }

  @Override
  int ownBytes() {
    return categories.bytes() + RECORD + panel.bytes();
  }

  @Override
  void putRecord(ByteBuffer out) {
    categories.put(out);
  }

  @Override
  void getRecord(ByteBuffer in) {
    categories.get(in);
  }

  @Override
  void putPanel(ByteBuffer out) {
    calibration.put(out);
    odd.put(out);
    panel.put(out);
  }

  @Override
  void getPanel(ByteBuffer in) {
    calibration.get(in);
    odd.get(in);
    panel.get(in, categories.names().size());
  }

  @Override
  CategoryRow row(ByteBuffer in) {
    return CategoryRow.get(in, plan);
  }

  /** Most bytes of the state of a key that has had so many categories. */
  static int mostBytes(PanelPlan of, int labels, CategoryPanel.Size size, Waiting waiting) {
    int rows = waiting.isNone() ? of.plan.farthest : waiting.most();
    return mostBytes(of, waiting)
        + Categories.mostBytes(labels)
        + RECORD
        + CategoryPanel.mostBytes(of.shape, labels, size)
        + rows * CategoryRow.mostBytes(of.plan, labels);
  }
}
