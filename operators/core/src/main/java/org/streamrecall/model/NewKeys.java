package org.streamrecall.model;

/**
 * What keys did that were new, as the events package measures it: what other new keys start from.
 *
 * @param tails how often errors reach certain sizes, (targets, {@value #TAILS}), falling
 * @param firsts of numbers: how many errors the others count for, then the roots of the mean
 *     squares of a key's first errors, its second ones and so on, (targets, {@value #FIRSTS}),
 *     positive; or null
 */
public record NewKeys(double[][] tails, double[][] firsts) {
  /** Sizes of errors. */
  public static final int TAILS = 33;

  /** Numbers about first errors. */
  public static final int FIRSTS = 9;

  private static final String TAILS_NAME = "calibration.tails";
  private static final String FIRSTS_NAME = "calibration.firsts";

  /**
   * @throws IllegalArgumentException if tails do not fall or firsts are not positive
   */
  public NewKeys {
    for (int t = 0; t < tails.length; t++) {
      boolean falling = tails[t].length == TAILS;
      for (int i = 0; falling && i < tails[t].length; i++) {
        falling = tails[t][i] > 0 && tails[t][i] <= (i == 0 ? 1 : tails[t][i - 1]);
      }
      require(falling, TAILS_NAME, t, TAILS + " numbers that fall from 1 to above 0");
    }
    for (int t = 0; firsts != null && t < firsts.length; t++) {
      boolean positive = firsts[t].length == FIRSTS;
      for (double of : firsts[t]) {
        positive &= of > 0 && of < Double.POSITIVE_INFINITY;
      }
      require(positive, FIRSTS_NAME, t, FIRSTS + " positive numbers");
    }
  }

  private static void require(boolean holds, String name, int target, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          name + " of target " + target + " are not " + rule + "; train anew");
    }
  }

  static NewKeys read(Safetensors file, Fields fields) {
    if (!file.tensors().containsKey(TAILS_NAME)) {
      return null;
    }
    double[][] tails = rows(file, TAILS_NAME, fields.target(), TAILS);
    boolean measured = file.tensors().containsKey(FIRSTS_NAME);
    return new NewKeys(tails, measured ? rows(file, FIRSTS_NAME, fields.target(), FIRSTS) : null);
  }

  private static double[][] rows(Safetensors file, String name, int targets, int columns) {
    return ModelFile.rows(file.doubles(name, targets, columns), targets);
  }

  void put(java.util.Map<String, Tensor> tensors) {
    ModelFile.put(tensors, TAILS_NAME, ModelFile.flat(tails), tails.length, TAILS);
    if (firsts != null) {
      ModelFile.put(tensors, FIRSTS_NAME, ModelFile.flat(firsts), firsts.length, FIRSTS);
    }
  }
}
