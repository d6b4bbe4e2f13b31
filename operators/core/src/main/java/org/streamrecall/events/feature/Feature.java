package org.streamrecall.events.feature;

import java.util.List;

/**
 * One thing that makes two moments alike, as an expression over an event's fields: {@code
 * hour(at)}, {@code category(merchant)}, {@code lag(log(amount),1..3)}. {@code toString} is the
 * expression again, in one canonical form.
 */
public sealed interface Feature extends Expression permits Scalar, Letters, Lag {
  /** The field that this reads in the end. */
  String field();

  /** Names the fields that this reads. */
  void use(FieldUse fields);

  /** Whether this reads its field from the event itself, not only from earlier ones. */
  boolean readsNow();

  /** Numbers of a tag that stand for it in a model's metric: the first says how much it counts. */
  int width();

  /** What its scalars are. */
  Kind kind();

  /** The features that this is short for: of a lag one for each event, else this alone. */
  default List<Feature> parts() {
    return List.of(this);
  }

  /** What is kept of a moment: so many numbers, of which tokens can be made at any later time. */
  int scalars();

  /** Reads them. */
  Reader reader(Sources sources);

  /** Reads scalars of a moment. */
  @FunctionalInterface
  interface Reader {
    /**
     * @param scalars from {@code at} on
     */
    void read(Moment moment, Past past, double[] scalars, int at);
  }
}
