package org.streamrecall.events;

/**
 * What is to be foretold: a number, its logarithm or a category, of the event itself ({@code
 * horizon} 0) or of the key's h-th next event.
 *
 * @param of a {@link Feature.Number}, a {@link Feature.Log} of one, or a {@link Feature.Category}
 * @param horizon 0 to {@link #FARTHEST}
 */
public record Target(Feature of, int horizon) {
  public static final int FARTHEST = 100;

  /** Categories of a key that are told apart unless the expression says otherwise. */
  public static final int SLOTS = 32;

  static Target of(Feature of, int horizon) {
    boolean plain =
        of instanceof Feature.Number
            || of instanceof Feature.Log log && log.of() instanceof Feature.Number
            || of instanceof Feature.Category;
    if (!plain) {
      throw new IllegalArgumentException(
          of + " cannot be foretold; give a numeric field, log(field) or category(field)");
    }
    return new Target(of, horizon);
  }

  public boolean isCategory() {
    return of instanceof Feature.Category;
  }

  boolean isLog() {
    return of instanceof Feature.Log;
  }

  /** A field's value as it is foretold: its logarithm, NaN where it has none, or itself. */
  public double scale(double value) {
    return !isLog() ? value : value > 0 ? StrictMath.log(value) : Double.NaN;
  }

  public String field() {
    return of.field();
  }

  @Override
  public String toString() {
    String text = of.toString();
    if (of instanceof Feature.Category category) { // its slots by default are others here
      String field = FeatureParser.quoted(category.field());
      text = "category(" + field + (category.slots() == SLOTS ? ")" : "," + category.slots() + ")");
    }
    return horizon == 0 ? text : "next(" + text + (horizon == 1 ? ")" : "," + horizon + ")");
  }
}
