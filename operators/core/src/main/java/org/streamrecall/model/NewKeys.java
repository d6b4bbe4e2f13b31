package org.streamrecall.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What keys did that were new, as the events package measures it: what other new keys start from.
 *
 * @param tails how often errors reach certain sizes, (targets, {@value #TAILS}), falling
 * @param firsts of numbers: how many errors the others count for, then the roots of the mean
 *     squares of a key's first errors, its second ones and so on, (targets, {@value #FIRSTS}),
 *     positive; or null
 * @param heads of numbers: how many outcomes the others count for (4, 8, 16, 32 or 64; 0 where a
 *     target is as usual), then the mean squared errors of what foretells, each by itself, for a
 *     young key, of places within the limit of what is said, (targets, {@value #HEADS}), positive;
 *     or null. Copies go in and come out
 */
public record NewKeys(double[][] tails, double[][] firsts, double[][] heads) {
  /** Sizes of errors. */
  public static final int TAILS = 33;

  /** Numbers about first errors. */
  public static final int FIRSTS = 9;

  /** Outcomes that those of others may count for. */
  public static final List<Integer> COUNTS = List.of(4, 8, 16, 32, 64);

  /** Numbers about who foretells. */
  public static final int HEADS = 10;

  private static final String TAILS_NAME = "calibration.tails";
  private static final String FIRSTS_NAME = "calibration.firsts";
  private static final String HEADS_NAME = "panel.heads";

  /**
   * @throws IllegalArgumentException if tails do not fall, or others are not positive
   */
  public NewKeys {
    tails = copy(tails);
    firsts = copy(firsts);
    heads = copy(heads);
    for (int t = 0; t < tails.length; t++) {
      boolean falling = tails[t].length == TAILS;
      for (int i = 0; falling && i < tails[t].length; i++) {
        falling = tails[t][i] > 0 && tails[t][i] <= (i == 0 ? 1 : tails[t][i - 1]);
      }
      require(falling, TAILS_NAME, t, TAILS + " numbers that fall from 1 to above 0");
    }
    for (int t = 0; firsts != null && t < firsts.length; t++) {
      require(isPositive(firsts[t], FIRSTS), FIRSTS_NAME, t, FIRSTS + " positive numbers");
    }
    for (int t = 0; heads != null && t < heads.length; t++) {
      double[] errors = Arrays.copyOfRange(heads[t], Math.min(1, heads[t].length), heads[t].length);
      boolean counted = heads[t].length == HEADS && isCount(heads[t][0]);
      require(
          counted && isPositive(errors, HEADS - 1),
          HEADS_NAME,
          t,
          HEADS + " positive numbers, but for the first, which is 0, 4, 8, 16, 32 or 64");
    }
  }

  @Override
  public double[][] tails() {
    return copy(tails);
  }

  @Override
  public double[][] firsts() {
    return copy(firsts);
  }

  @Override
  public double[][] heads() {
    return copy(heads);
  }

  private static double[][] copy(double[][] rows) {
    return rows == null ? null : Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  private static boolean isCount(double outcomes) {
    return outcomes == 0 || COUNTS.stream().anyMatch(count -> count == outcomes);
  }

  private static boolean isPositive(double[] numbers, int count) {
    return numbers.length == count
        && Arrays.stream(numbers).allMatch(x -> x > 0 && x < Double.POSITIVE_INFINITY);
  }

  private static void require(boolean holds, String name, int target, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          name + " of target " + target + " are not " + rule + "; train anew");
    }
  }

  static NewKeys read(Safetensors file, Fields fields) {
    double[][] tails = rows(file, TAILS_NAME, fields.target(), TAILS);
    if (tails == null) {
      return null;
    }
    double[][] firsts = rows(file, FIRSTS_NAME, fields.target(), FIRSTS);
    return new NewKeys(tails, firsts, rows(file, HEADS_NAME, fields.target(), HEADS));
  }

  /** Null where the file has none. */
  private static double[][] rows(Safetensors file, String name, int targets, int columns) {
    if (!file.tensors().containsKey(name)) {
      return null;
    }
    return ModelFile.rows(file.doubles(name, targets, columns), targets);
  }

  void put(Map<String, Tensor> tensors) {
    ModelFile.put(tensors, TAILS_NAME, ModelFile.flat(tails), tails.length, TAILS);
    if (firsts != null) {
      ModelFile.put(tensors, FIRSTS_NAME, ModelFile.flat(firsts), firsts.length, FIRSTS);
    }
    if (heads != null) {
      ModelFile.put(tensors, HEADS_NAME, ModelFile.flat(heads), heads.length, HEADS);
    }
  }
}
