package org.streamrecall.tests.bench;

import java.util.SplittableRandom;

/**
 * Tags and contents of a few noisy components, drawn beforehand.
 *
 * @param tags (SIZE, tagDims), each of length 1
 * @param contents (SIZE, CONTENT)
 */
record TokenPool(float[][] tags, float[][] contents) {
  static final int SIZE = 1 << 14;
  static final int CONTENT = 1;

  private static final int COMPONENTS = 8;

  static TokenPool draw(int tagDims) {
    SplittableRandom random = new SplittableRandom(7);
    double[][] centres = new double[COMPONENTS][tagDims];
    for (double[] centre : centres) {
      for (int i = 0; i < tagDims; i++) {
        centre[i] = random.nextGaussian();
      }
    }
    float[][] tags = new float[SIZE][tagDims];
    float[][] contents = new float[SIZE][CONTENT];
    for (int k = 0; k < SIZE; k++) {
      double[] centre = centres[k % COMPONENTS];
      double norm = 0;
      for (int i = 0; i < tagDims; i++) {
        tags[k][i] = (float) (centre[i] + 0.5 * random.nextGaussian());
        norm += tags[k][i] * tags[k][i];
      }
      for (int i = 0; i < tagDims; i++) {
        tags[k][i] /= (float) Math.sqrt(norm);
      }
      for (int t = 0; t < CONTENT; t++) {
        contents[k][t] = (float) (k % COMPONENTS + random.nextGaussian());
      }
    }
    return new TokenPool(tags, contents);
  }
}
