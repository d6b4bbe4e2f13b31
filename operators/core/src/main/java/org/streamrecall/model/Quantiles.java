package org.streamrecall.model;

import java.util.Arrays;

/**
 * Numbers below which an outcome is to be expected so often.
 *
 * @param levels how often, in (0,1), ascending
 * @param values (schema.target, levels) in the user's units, ascending
 */
public record Quantiles(double[] levels, double[][] values) {
  /**
   * Makes sure that levels are some.
   *
   * @return the same, ascending, each of them once
   * @throws IllegalArgumentException naming one that is not between 0 and 1, or that there is none
   */
  public static double[] requireLevels(double... levels) {
    if (levels.length == 0) {
      throw new IllegalArgumentException("quantiles of no level; give some, as .05, .5, .95");
    }
    for (double level : levels) {
      if (!(level > 0 && level < 1)) {
        throw new IllegalArgumentException(
            "a quantile of level " + level + "; levels are between 0 and 1, as .05, .5, .95");
      }
    }
    return Arrays.stream(levels).sorted().distinct().toArray();
  }

  /**
   * Of a target.
   *
   * @throws IllegalArgumentException if the level is none of those that were asked for
   */
  double value(int target, double level) {
    int place = Arrays.binarySearch(levels, level);
    if (place < 0) {
      throw new IllegalArgumentException(
          "the answer has no quantile of "
              + level
              + "; it has "
              + Arrays.toString(levels)
              + ": ask for more where the job is built, or with --quantiles");
    }
    return values[target][place];
  }

  /** Legible, for logs. */
  @Override
  public String toString() {
    return Arrays.toString(levels) + " " + Arrays.deepToString(values);
  }
}
