package org.streamrecall.deploy;

import java.time.Duration;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

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

  /** A half-life as people write it. */
  static final class Reading implements ITypeConverter<Decay> {
    private final DurationText text = new DurationText();

    @Override
    public Decay convert(String value) {
      try {
        return new Decay(text.convert(value).toMillis());
      } catch (IllegalArgumentException e) {
        throw DurationText.refusal(value);
      }
    }
  }
}
