package org.streamrecall.deploy.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them, the same in every country. */
public final class Figures {
  private static final MathContext FOUR = new MathContext(4);

  private Figures() {}

  /** Four digits that count; a dash for what is no number. */
  public static String number(double x) {
    if (!Double.isFinite(x)) {
      return "-";
    }
    double size = Math.abs(x);
    if (size >= 1e9 || size > 0 && size < 1e-4) {
      return String.format(Locale.ROOT, "%.3e", x);
    }
    BigDecimal rounded = new BigDecimal(x).round(FOUR);
    String text = rounded.stripTrailingZeros().toPlainString();
    return size >= 1000 ? String.format(Locale.ROOT, "%,d", Math.round(x)) : text;
  }

  /** With a comma between thousands. */
  public static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** "1 key", "2 keys". */
  public static String count(long n, String one) {
    return count(n)
        + " "
        + (n != 1 && one.endsWith("y") && !one.endsWith("ey")
            ? one.substring(0, one.length() - 1) + "ies"
            : n == 1 ? one : one + "s");
  }

  /** A part of 1 in percent; a dash for what is no number. */
  public static String percent(double part) {
    return Double.isFinite(part) ? String.format(Locale.ROOT, "%.1f %%", 100 * part) : "-";
  }

  /** A number of places behind the point, for coordinates. */
  public static String place(double x) {
    return String.format(Locale.ROOT, "%.1f", x);
  }

  /** From one number to another, or the one if they are the same. */
  public static String range(double from, double to) {
    String first = number(from);
    String last = number(to);
    return first.equals(last) ? first : first + " to " + last;
  }
}
