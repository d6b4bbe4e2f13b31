package org.streamrecall.deploy.page;

import java.util.Locale;

/** The colour of a series, in light and in dark. */
public enum Ink {
  /** Ours, or what is looked at. */
  FIRST,
  SECOND,
  THIRD,
  FOURTH,
  FIFTH,
  /** Grey and dashed: what is only compared, as a formula. */
  OTHER;

  /** Its class in the style. */
  String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The colour of the series at a place, in turn. */
  public static Ink at(int series) {
    return values()[Math.min(series, OTHER.ordinal())];
  }
}
