package org.streamrecall.client;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Numbers of events as people write them: in plain forms, as truth values, or not at all. */
public final class NumberText {
  private static final Pattern PLAIN =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern INFINITE =
      Pattern.compile("[-+]?inf(inity)?", Pattern.CASE_INSENSITIVE);
  private static final Set<String> MISSING =
      Set.of(
          "", "na", "n/a", "#n/a", "<na>", "nan", "null", "nil", "none", "missing", "-", "--", "?",
          ".");

  private NumberText() {}

  /** Whether a text stands for no value where a number is meant, whatever its case. */
  public static boolean isMissing(String text) {
    return MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether a text is a number, as {@code 12.5}, {@code +2}, {@code .5} or {@code 1e3}. */
  public static boolean isNumber(String text) {
    return PLAIN.matcher(text.strip()).matches();
  }

  /** Whether a text is a number that is not finite. */
  public static boolean isInfinite(String text) {
    return INFINITE.matcher(text.strip()).matches();
  }

  /** The number that a text is, 1 or 0 of a truth value; NaN if it is none. */
  public static double of(String text) {
    String bare = text.strip();
    if (PLAIN.matcher(bare).matches()) {
      return Double.parseDouble(bare);
    }
    return switch (bare.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> 1;
      case "false", "no" -> 0;
      default -> Double.NaN;
    };
  }
}
