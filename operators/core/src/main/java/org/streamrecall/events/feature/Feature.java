package org.streamrecall.events.feature;

import java.util.List;

/**
 * One thing that makes two moments alike, as an expression over an event's fields: {@code
 * hour(at)}, {@code category(merchant)}, {@code lag(log(amount),1..3)}. {@link #toString} is the
 * expression again, in one canonical form.
 */
public sealed interface Feature extends Expression permits Scalar, Letters, Lag {
  /** The field that this reads in the end. */
  String field();

  /** Names the fields that this reads. */
  void use(FieldUse fields);

  /** Whether this reads its field from the event itself, not only from earlier ones. */
  boolean readsNow();

  /** Numbers of its vector. */
  int width();

  /**
   * The usual length of its vector, where that of a standardised number is 1: names tell moments
   * apart, numbers shade them.
   */
  double length();

  /** What its scalars are. */
  Kind kind();

  /** Whether its vector is one number, which is standardised. */
  boolean isNumber();

  /** The features that this is short for: of a lag one for each event, else this alone. */
  default List<Feature> parts() {
    return List.of(this);
  }

  /** What is kept of a moment: the numbers that the vector can be made of at any later time. */
  int scalars();

  /** Reads them. */
  Reader reader(Sources sources);

  /**
   * Makes its vector, which is zero where it is missing.
   *
   * @param scalars from {@code from} on, {@link #scalars} of them
   * @param vector from {@code at} on, {@link #width} numbers, zero
   */
  void encode(float[] scalars, int from, float[] vector, int at);

  /** Reads scalars of a moment. */
  @FunctionalInterface
  interface Reader {
    /**
     * @param scalars from {@code at} on
     */
    void read(Moment moment, Past past, double[] scalars, int at);
  }
}
