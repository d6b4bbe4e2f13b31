package org.streamrecall.panel;

/** A panel as who brings it numbers sees it: how they stray, and that their origins may move. */
public interface Scaled {
  /** The unit in which a content usually moves; 0 where it never did, or has none. */
  double deviation(int content);

  /** The unit in which a tag with this scale usually moves; 0 where it never did. */
  double scale(int scale);

  /** What a tag with this scale usually is. */
  double level(int scale);

  /** The origin of all tags of a scale has moved by so much. */
  void shift(int scale, double by);

  /** Notes how far the numbers of a scale stray; NaN is passed over. */
  void see(int scale, double x);
}
