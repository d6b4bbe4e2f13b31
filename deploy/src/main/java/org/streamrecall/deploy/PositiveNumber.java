package org.streamrecall.deploy;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number of at least 1, as an option takes it. */
final class PositiveNumber implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below in the same words.
    }
    throw new TypeConversionException(
        "'" + text + "' is not a whole number from 1 to " + Integer.MAX_VALUE);
  }
}
