package org.streamrecall.panel;

/** A panel as who brings it numbers sees it: how they stray, and that their origins may move. */
public abstract class Scaled {
  final PanelShape shape;
  final Deviations deviations; // of tags, then of contents that have any

  Scaled(PanelShape shape, int contents) {
    this.shape = shape;
    deviations = new Deviations(shape.deviations() + contents);
  }

  /** The unit in which a content usually moves; 0 where it never did, or has none. */
  public abstract double deviation(int content);

  /** The unit in which a tag with this scale usually moves; 0 where it never did. */
  public final double scale(int scale) {
    return deviations.get(scale);
  }

  /** What a tag with this scale usually is. */
  public final double level(int scale) {
    return deviations.level(scale);
  }

  /** The origin of all tags of a scale has moved by so much. */
  public final void shift(int scale, double by) {
    for (int i = 0; i < shape.token().tags(); i++) {
      if (shape.scales().get(i) == scale) {
        add(i, -by);
      }
    }
  }

  /** Adds a number to all that is remembered of a tag. */
  abstract void add(int tag, double by);

  /** Notes how far the numbers of a scale stray; NaN is passed over. */
  public final void see(int scale, double x) {
    deviations.add(scale, x);
  }
}
