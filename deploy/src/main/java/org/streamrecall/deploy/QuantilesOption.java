package org.streamrecall.deploy;

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
      converter = Levels.class,
      description =
          "Of events: also the numbers below which an outcome is to be expected so often, as .05,.5,.95,"
              + " of each number that is predicted (default: value and interval alone).")
  private double[] levels = {};

  double[] levels() {
    return levels.clone();
  }

  boolean isEmpty() {
    return levels.length == 0;
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

  /** Levels between commas. */
  static final class Levels implements ITypeConverter<double[]> {
    @Override
    public double[] convert(String text) {
      try {
        return Quantiles.requireLevels(
            Stream.of(text.split(",", -1))
                .map(String::strip)
                .mapToDouble(Double::parseDouble)
                .toArray());
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'" + text + "' are no levels; write them as .05,.5,.95, each between 0 and 1");
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' has " + e.getMessage());
      }
    }
  }
}
