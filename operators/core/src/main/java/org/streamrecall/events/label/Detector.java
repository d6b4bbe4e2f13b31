package org.streamrecall.events.label;

/** What most users have today to tell odd values of a key, written to win. */
public interface Detector {
  /**
   * How odd each value is beside those before it, which alone are known.
   *
   * @param values (events), all of them known
   * @return (events), the higher the odder, finite; NaN while it says nothing
   */
  double[] scores(double[] values);
}
