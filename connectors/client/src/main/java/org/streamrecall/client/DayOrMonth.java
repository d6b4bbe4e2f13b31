package org.streamrecall.client;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as {@code 01/02/2024}, of which nothing tells the day from the month. */
public final class DayOrMonth {
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4})(?:([ T])(\\d{1,2}):\\d\\d(:\\d\\d)?( ?[AaPp][Mm])?)?");

  private DayOrMonth() {}

  /** What is to be said of a text, with each reading that it has; null if it is no such date. */
  public static String of(String text) {
    Matcher date = DATE.matcher(text);
    if (!date.matches()) {
      return null;
    }
    int first = Integer.parseInt(date.group(1));
    int second = Integer.parseInt(date.group(3));
    int year = Integer.parseInt(date.group(4));
    List<String> readings = new ArrayList<>();
    add(readings, year, second, first, format("dd", "MM", date));
    add(readings, year, first, second, format("MM", "dd", date));
    return readings.isEmpty()
        ? null
        : "is a date whose order is not told: it is "
            + String.join(", or ", readings)
            + "; say which by --time-format";
  }

  private static void add(List<String> readings, int year, int month, int day, String format) {
    try {
      readings.add(LocalDate.of(year, month, day) + " by \"" + format + "\"");
    } catch (DateTimeException e) {
      return; // no month of its own
    }
  }

  private static String format(String first, String second, Matcher date) {
    String between = date.group(2);
    String day =
        first.substring(date.group(1).length() == 1 ? 1 : 0)
            + between
            + second.substring(date.group(3).length() == 1 ? 1 : 0)
            + between
            + "yyyy";
    if (date.group(5) == null) {
      return day;
    }
    boolean half = date.group(8) != null;
    String hour = half ? "hh" : "HH";
    return day
        + (date.group(5).equals("T") ? "'T'" : " ")
        + hour.substring(date.group(6).length() == 1 ? 1 : 0)
        + ":mm"
        + (date.group(7) == null ? "" : ":ss")
        + (half ? (date.group(8).startsWith(" ") ? " a" : "a") : "");
  }
}
