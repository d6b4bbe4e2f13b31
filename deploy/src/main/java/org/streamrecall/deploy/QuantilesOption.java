package org.streamrecall.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.model.Quantiles;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which quantiles stand beside the value and the interval of each number that is predicted. */
final class QuantilesOption {
  @Option(
      names = "--quantiles",
      paramLabel = "LEVEL,..",
      converter = LevelsText.class,
      description =
          "Of events: also the numbers below which an outcome is to be expected so often, as .05,.5,.95,"
              + " of each number that is predicted (default: value and interval alone).")
  private Levels levels = new Levels();

  double[] levels() {
    return levels.of.stream().mapToDouble(Double::doubleValue).toArray();
  }

  boolean isEmpty() {
    return levels.of.isEmpty();
  }

  /** Probabilities of a category say it all. */
  void requireNumbers(EventSchema schema) {
    if (!isEmpty() && schema.isCategory()) {
      throw new CommandFailure(
          "--quantiles are of numbers, and "
              + schema.predict().get(0)
              + " is a category; leave them out and read its probabilities");
    }
  }

  /** One value of an option, though they are several. */
  private record Levels(List<Double> of) {
    Levels(double... levels) {
      this(Arrays.stream(levels).boxed().toList());
    }
  }

  /** Levels between commas. */
  static final class LevelsText implements ITypeConverter<Levels> {
    @Override
    public Levels convert(String text) {
      try {
        Stream<String> each = Stream.of(text.split(",", -1)).map(String::strip);
        return new Levels(Quantiles.requireLevels(each.mapToDouble(Double::parseDouble).toArray()));
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'" + text + "' are no levels; write them as .05,.5,.95, each between 0 and 1");
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' has " + e.getMessage());
      }
    }
  }
}
