package org.streamrecall.training;

/**
 * What came of a held-out event, and what had been foretold of it.
 *
 * @param key whose event it is
 * @param isNewKey whether the key was held out whole
 * @param time of the event that brought it, or {@link org.streamrecall.measure.Atom#NO_TIME}
 * @param learned events of the key that the memory had learned when it was asked
 * @param target place among what is foretold
 * @param number that came, in the user's units; NaN of a category
 * @param name that came; null of a number
 * @param trained what the model had foretold
 * @param untrained what the untrained default had foretold
 */
public record HeldOutOutcome(
    String key,
    boolean isNewKey,
    long time,
    long learned,
    int target,
    double number,
    String name,
    Said trained,
    Said untrained) {
  /**
   * What was foretold.
   *
   * @param value in the user's units; NaN of a category
   * @param low lower bound of the interval; NaN without one
   * @param high upper bound; NaN without one
   * @param likeliest category, null being all that are not told apart; null of a number
   * @param certainty probability of the likeliest category; NaN of a number
   * @param probability of the category that came; NaN of a number
   * @param isRight whether the likeliest category came
   */
  public record Said(
      double value,
      double low,
      double high,
      String likeliest,
      double certainty,
      double probability,
      boolean isRight) {
    /** Whether the interval holds a number. */
    public boolean holds(double number) {
      return number >= low && number <= high;
    }
  }
}
