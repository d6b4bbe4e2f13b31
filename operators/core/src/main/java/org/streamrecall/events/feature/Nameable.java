package org.streamrecall.events.feature;

/**
 * A number that can be a name too, whatever is near it: the whole hour of a clock, a day of the
 * week, a change, a gap.
 */
public sealed interface Nameable extends Scalar, Naming permits Clocked, Delta, Since {
  @Override
  String field();

  @Override
  void use(FieldUse fields);

  /** What of its number is the name, to the precision of 32 bits. */
  default double name(double scalar) {
    return scalar;
  }

  @Override
  default Name name(Sources sources) {
    Source source = source(sources);
    return (moment, past) -> {
      double scalar = source.value(moment, past);
      return Double.isNaN(scalar) ? null : bits(name(scalar));
    };
  }

  /** How a number is written is not the same on every JDK. */
  private static String bits(double name) {
    return Integer.toHexString(Float.floatToIntBits((float) name + 0f)); // -0 is 0
  }

  @Override
  default int slots(int usual) {
    return usual;
  }
}
