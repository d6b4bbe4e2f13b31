package org.streamrecall.events.feature;

/**
 * What is to be foretold: a number, its logarithm, the change of either, or a category, of the
 * event itself ({@code horizon} 0) or of the key's h-th next event.
 *
 * @param of a {@link Plain} field, a {@link Log} of one, a {@link Delta} of these, or a {@link
 *     Category}
 * @param horizon 0 to {@link #FARTHEST}
 */
public record Target(Scalar of, int horizon) {
  public static final int FARTHEST = 100;

  /** Categories of a key that are told apart unless the expression says otherwise. */
  public static final int SLOTS = 32;

  static Target of(Feature of, int horizon) {
    if (of instanceof Scalar scalar && scalar.canBeForetold()) {
      return new Target(scalar, horizon);
    }
    throw new IllegalArgumentException(
        of
            + " cannot be foretold; give a numeric field, log(field), delta(field), delta(log(field)) or"
            + " category(field)");
  }

  public boolean isCategory() {
    return of instanceof Category;
  }

  /** Slots of the category; 0 of a number. */
  public int slots() {
    return of instanceof Category category ? category.slots() : 0;
  }

  /** The same, of a category of so many slots. */
  public Target withSlots(int slots) {
    return new Target(new Category(of.field(), slots), horizon);
  }

  /** Whether a change is foretold. */
  public boolean isChange() {
    return of instanceof Delta;
  }

  /**
   * A numeric field's value as it is foretold: its logarithm, NaN where it has none, or itself; of
   * a change that itself.
   */
  public double scale(double value) {
    return of instanceof Numeric number ? number.scale(value) : value;
  }

  /** The other way: a field's value, or a change, of what was foretold. */
  public double unscale(double foretold) {
    return of instanceof Numeric number ? number.unscale(foretold) : foretold;
  }

  public String field() {
    return of.field();
  }

  @Override
  public String toString() {
    // Slots by default are others here than among features.
    String text = of instanceof Category category ? category.written(SLOTS) : of.toString();
    return horizon == 0 ? text : "next(" + text + (horizon == 1 ? ")" : "," + horizon + ")");
  }
}
