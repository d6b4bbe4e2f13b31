package org.streamrecall.measure;

/** What every list of numbers must be, wherever it comes in. */
public final class Numbers {
  private Numbers() {}

  /**
   * @throws BadValue naming the first number that is NaN or infinite
   */
  public static void requireFinite(String name, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new BadValue(
            name + "[" + i + "]=" + values[i] + " is not finite", "numbers must be finite");
      }
    }
  }
}
