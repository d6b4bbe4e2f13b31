package org.streamrecall.tests.accuracy;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One seed, or a range of them: both ends are included. */
record SeedRange(long first, long last) {
  private static final int MOST = 1000;

  boolean several() {
    return last > first;
  }

  @Override
  public String toString() {
    return several() ? first + "-" + last : Long.toString(first);
  }

  /** As an option takes it: {@code 12} or {@code 7-12}. */
  static final class Converter implements ITypeConverter<SeedRange> {
    @Override
    public SeedRange convert(String text) {
      String[] ends = text.split("-", 2);
      try {
        long first = Long.parseUnsignedLong(ends[0]);
        long last = ends.length == 1 ? first : Long.parseUnsignedLong(ends[1]);
        if (first >= 0 && last >= first && last - first < MOST) {
          return new SeedRange(first, last);
        }
      } catch (NumberFormatException e) {
        // Refused below in the same words.
      }
      throw new TypeConversionException(
          "'" + text + "' is not a seed such as 12, or a range of at most 1000 such as 7-12");
    }
  }
}
