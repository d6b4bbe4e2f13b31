package org.streamrecall.events.feature;

/** A feature that one number says all of, so that earlier events' can be kept. */
public sealed interface Scalar extends Feature permits Numeric, Category, Nameable {
  /** Where its number comes from. */
  Source source(Sources sources);

  /** Whether it can be foretold: a field as it is, its logarithm, their changes, or a category. */
  boolean canBeForetold();

  @Override
  default boolean readsNow() {
    return true;
  }

  @Override
  default int scalars() {
    return 1;
  }

  @Override
  default Reader reader(Sources sources) {
    Source source = source(sources);
    return (moment, past, scalars, at) -> scalars[at] = source.value(moment, past);
  }
}
