package org.streamrecall.events.label;

/** A unit in which departures are told. */
final class Spread {
  private Spread() {}

  /** So many spreads; of none what departs at all is the oddest. */
  static double times(double departure, double spread) {
    double size = Math.abs(departure);
    if (size == 0) {
      return 0;
    }
    return spread == 0 ? Double.MAX_VALUE : Math.min(Double.MAX_VALUE, size / spread);
  }
}
