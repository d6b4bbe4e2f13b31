package org.streamrecall.deploy;

import java.util.Locale;

/** A number of bytes as people read it. */
final class Bytes {
  private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};

  private Bytes() {}

  /** As {@code 1.2 GB}, each unit 1,024 of the one before. */
  static String text(long bytes) {
    double count = bytes;
    int unit = 0;
    while (count >= 999.5 && unit < UNITS.length - 1) {
      count /= 1024;
      unit++;
    }
    String format = unit > 0 && count < 9.95 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, count, UNITS[unit]);
  }
}
