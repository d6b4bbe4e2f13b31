package org.streamrecall.client;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/**
 * In which unit a number counts from 1970: the one in which it is of the years 1990 to 2100. No
 * number is so in two.
 */
public enum EpochUnit {
  SECONDS(1e-3),
  MILLIS(1),
  MICROS(1e3),
  NANOS(1e6);

  private static final double FIRST = 631_152_000_000.0; // 1990 begins, in milliseconds
  private static final double LAST = 4_102_444_800_000.0; // 2100 begins

  /** Below it a number rather counts events than milliseconds of 1970. */
  private static final double COUNTED = 1e7;

  private static final String[] CALENDARS = {
    "uuuuMMdd", "uuuuMMddHH", "uuuuMMddHHmm", "uuuuMMddHHmmss"
  };

  private final double perMilli;

  EpochUnit(double perMilli) {
    this.perMilli = perMilli;
  }

  /** The unit of a number, a pure function of it; null if it is of none of these years in any. */
  public static EpochUnit of(double number) {
    return calendar(number) == null ? bySize(number) : null;
  }

  /** The same of a number that is known to be no date, as {@code 2024010100} may be. */
  public static EpochUnit bySize(double number) {
    for (EpochUnit unit : values()) {
      double millis = number / unit.perMilli;
      if (millis >= FIRST && millis < LAST) {
        return unit;
      }
    }
    return null;
  }

  /** The unit that a text names, or null. */
  static EpochUnit named(String text) {
    for (EpochUnit unit : values()) {
      if (unit.name().equalsIgnoreCase(text)) {
        return unit;
      }
    }
    return null;
  }

  /** Whether a number is so small that it rather counts, and is taken as it is. */
  public static boolean isCount(double number) {
    return number >= 0 && number < COUNTED;
  }

  /** Milliseconds since the epoch. */
  public double millis(double number) {
    return this == MILLIS ? number : StrictMath.rint(number / perMilli);
  }

  /** As messages name it. */
  public String said() {
    return switch (this) {
      case SECONDS -> "seconds";
      case MILLIS -> "milliseconds";
      case MICROS -> "microseconds";
      case NANOS -> "nanoseconds";
    };
  }

  /** The pattern by which a number is a date, as {@code 20240101} is; null if it is none. */
  public static String calendar(double number) {
    if (!(number >= 19700101 && number < 21e12) || number != Math.rint(number)) {
      return null;
    }
    String digits = Long.toString((long) number);
    for (String pattern : CALENDARS) {
      if (pattern.length() == digits.length() && isDate(pattern, digits)) {
        return pattern.replace('u', 'y');
      }
    }
    return null;
  }

  private static boolean isDate(String pattern, String digits) {
    int year = Integer.parseInt(digits.substring(0, 4));
    String whole = digits + "000000".substring(pattern.length() - 8);
    try {
      LocalDateTime.parse(
          whole,
          DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
              .withResolverStyle(ResolverStyle.STRICT));
      return year >= 1970 && year < 2100;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
