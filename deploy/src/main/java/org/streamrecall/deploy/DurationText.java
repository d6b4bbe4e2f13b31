package org.streamrecall.deploy;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as people write it: 30d, 12h, 45m, 90s, or ISO 8601. */
final class DurationText implements ITypeConverter<Duration> {
  private static final Pattern PLAIN = Pattern.compile("([0-9]{1,15})([smhd])");

  @Override
  public Duration convert(String text) {
    try {
      Duration duration = duration(text);
      if (duration.toMillis() > 0) {
        return duration;
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      // Refused below in the same words.
    }
    throw refusal(text);
  }

  /** As it may be written: in the largest unit of which it is whole. */
  static String shown(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds == 0 || duration.toMillisPart() != 0) {
      return duration.toString();
    }
    return seconds % 86_400 == 0
        ? seconds / 86_400 + "d"
        : seconds % 3600 == 0
            ? seconds / 3600 + "h"
            : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  static TypeConversionException refusal(String text) {
    return new TypeConversionException(
        "'"
            + text
            + "' is not a duration from 1 ms to 285,000 years; write 30d, 12h, 45m, 90s or P30D");
  }

  private static Duration duration(String text) {
    Matcher plain = PLAIN.matcher(text);
    if (!plain.matches()) {
      return Duration.parse(text);
    }
    long count = Long.parseLong(plain.group(1));
    return switch (plain.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
