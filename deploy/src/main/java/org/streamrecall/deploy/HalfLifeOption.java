package org.streamrecall.deploy;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.streamrecall.events.EventSchema;
import org.streamrecall.measure.Decay;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whether what was learned fades, and how fast. */
final class HalfLifeOption {
  @Option(
      names = "--half-life",
      paramLabel = "DURATION",
      converter = Reading.class,
      description =
          "What is that much older than another counts half as much: 30d, 12h, 45m, 90s, or ISO 8601"
              + " as P30D (default: all count alike). Memories keep the one they began with.")
  private Decay decay = Decay.NONE;

  Decay decay() {
    return decay;
  }

  /** The half-life, or null for none. */
  Duration duration() {
    return decay.halfLife() == 0 ? null : Duration.ofMillis(decay.halfLife());
  }

  /** Without times nothing would ever fade. */
  void requireTime(EventSchema schema) {
    if (decay.halfLife() > 0 && schema.time() == null) {
      throw new CommandFailure(
          "--half-life needs to know when events were; name their time with --time, or leave it out");
    }
  }

  /** A duration as people write it. */
  static final class Reading implements ITypeConverter<Decay> {
    private static final Pattern PLAIN = Pattern.compile("([0-9]{1,15})([smhd])");

    @Override
    public Decay convert(String text) {
      try {
        long millis = duration(text).toMillis();
        if (millis > 0) {
          return new Decay(millis);
        }
      } catch (DateTimeParseException | ArithmeticException | IllegalArgumentException e) {
        // Refused below in the same words.
      }
      throw new TypeConversionException(
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
}
