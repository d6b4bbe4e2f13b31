package org.streamrecall.tests.theory;

import java.util.Locale;

/** Figures in sentences and lines. */
final class Words {
  private Words() {}

  /** Two digits behind the point. */
  static String figure(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  /** Four digits behind the point, or nothing for NaN: a field of a CSV. */
  static String field(double number) {
    return Double.isNaN(number) ? "" : String.format(Locale.ROOT, "%.4f", number);
  }

  /** A number without digits that say nothing: 0.5, 2. */
  static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
