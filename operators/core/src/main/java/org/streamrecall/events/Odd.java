package org.streamrecall.events;

/**
 * How odd what came of one target is, beside what was foretold of it.
 *
 * @param target its place in the schema's targets
 * @param p conformal p-value of the error among this key's own, in (0,1]
 * @param sign 1 if what came is above what was foretold, -1 if below, 0 if it is the same or a
 *     category
 * @param deviation the error, in what errors of this key and target are in the long run (root mean
 *     square); of a category the same of {@code -log} of its probability
 * @param anomaly in [0,1]: one minus the chance that in {@value OddRecord#SPELL} ordinary events
 *     one is as odd as this; see {@link OddRecord}
 * @param actual what came, in the user's units; NaN of a category
 * @param expected what was foretold of it
 * @param low lower end of its interval
 * @param high upper end
 * @param named of a category its names, of a number null
 */
public record Odd(
    int target,
    double p,
    int sign,
    double deviation,
    double anomaly,
    double actual,
    double expected,
    double low,
    double high,
    Named named) {
  /**
   * The category that came, and the one that was likeliest.
   *
   * @param actual what came
   * @param chance its probability, in [0,1]
   * @param expected the likeliest, or null for any that the key has no room for
   * @param most its probability, in [0,1]
   */
  public record Named(String actual, double chance, String expected, double most) {}

  /** Of a number. */
  public Odd(
      int target,
      double p,
      int sign,
      double deviation,
      double anomaly,
      double actual,
      double expected,
      double low,
      double high) {
    this(target, p, sign, deviation, anomaly, actual, expected, low, high, null);
  }

  static Odd ofCategory(double p, double loss, Named named) {
    double none = Double.NaN;
    return new Odd(0, p, 0, loss, 0, none, none, none, none, named);
  }

  Odd as(double deviation, double anomaly) {
    return new Odd(target, p, sign, deviation, anomaly, actual, expected, low, high, named);
  }
}
