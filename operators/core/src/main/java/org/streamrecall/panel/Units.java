package org.streamrecall.panel;

import org.streamrecall.mixture.TokenShape;

/** In what units the numbers of a token are compared, and how much each counts where it is kept. */
final class Units {
  private static final double CLOCK = 1.5; // weights in the distance of components
  private static final double NAME = 2;
  private static final double CONTENT = 1;
  private static final double LABEL = 0.5;

  /** Of contents that are in units already. */
  static final int NONE = -1;

  private static final double UNKNOWN = 1e30; // no difference is large in it

  final double[] of; // (dims)
  private final float[] per; // (all)
  private final PanelShape shape;
  private final int tags;
  private final int contents; // the first one's deviation, or NONE
  private final double numbers; // square root of how many

  Units(PanelShape shape, TokenShape token, int contents) {
    this.shape = shape;
    this.contents = contents;
    tags = token.tags();
    numbers = Math.sqrt(shape.numbers());
    of = new double[token.dims()];
    per = new float[token.all()];
  }

  void measure(Deviations deviations) {
    for (int i = 0; i < of.length; i++) {
      int scale = i < tags ? shape.scales().get(i) : contents == NONE ? -1 : contents + i - tags;
      of[i] = scale < 0 ? 1 : unit(deviations.get(scale), Math.abs(deviations.level(scale)));
    }
  }

  /** A number that has never moved is compared by its size; one that was 0 so far not at all. */
  private static double unit(double deviation, double size) {
    double unit = deviation > Float.MIN_NORMAL ? deviation : size;
    return unit > Float.MIN_NORMAL ? unit : UNKNOWN;
  }

  /** What each number is multiplied by for it to count as a component's distance, (all). */
  float[] per() {
    for (int i = 0; i < per.length; i++) {
      if (i >= of.length) {
        per[i] = (float) NAME;
      } else if (i >= tags) {
        per[i] = (float) ((contents == NONE ? LABEL : CONTENT) / of[i]);
      } else {
        per[i] = (float) (shape.scales().get(i) < 0 ? CLOCK : 1 / (numbers * of[i]));
      }
    }
    return per;
  }
}
