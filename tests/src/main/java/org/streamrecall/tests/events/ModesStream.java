package org.streamrecall.tests.events;

import java.util.Random;

/**
 * Keys that move among regimes of their own, of which every other has two ways to end: a pump that
 * starts or does not, a claim that is paid or is not. The regime shows as a name, and sets the
 * level and the slope along a load in [0,1]:
 *
 * <pre>  value = level_r + slope_r load + mode + noise_r n,    n normal</pre>
 *
 * Levels have deviation 3, slopes 2, the noise is .3 to .7; two modes are 3 to 6 apart, the upper
 * one comes 35 to 65 times in 100, and their mean is 0.
 */
public final class ModesStream {
  static final int REGIMES = 8;
  private static final double LEVELS = 3;
  private static final double SLOPES = 2;

  private final Random random;
  private final double[] level = new double[REGIMES];
  private final double[] slope = new double[REGIMES];
  private final double[] noise = new double[REGIMES];
  private final double[] apart = new double[REGIMES]; // 0 of one mode
  private final double[] upper = new double[REGIMES]; // how often

  /**
   * @param key number of the key; each has regimes of its own
   */
  public ModesStream(long seed, int key) {
    random = new Random(seed * 1_000_003 + key);
    for (int r = 0; r < REGIMES; r++) {
      level[r] = LEVELS * random.nextGaussian();
      slope[r] = SLOPES * random.nextGaussian();
      noise[r] = .3 + .4 * random.nextDouble();
      apart[r] = r % 2 == 0 ? 0 : 3 + 3 * random.nextDouble();
      upper[r] = .35 + .3 * random.nextDouble();
    }
  }

  /**
   * One event, and the truth about it.
   *
   * @param regime its number; its name is {@code "r" + regime}
   * @param low of the modes; both are one where there is one
   * @param high mode
   * @param upper how often the high one comes
   * @param noise deviation about each
   */
  public record Sample(
      int regime, double load, double value, double low, double high, double upper, double noise) {
    public boolean hasTwoModes() {
      return high > low;
    }

    /** What never comes: between the modes. */
    Sample between() {
      return new Sample(regime, load, (low + high) / 2, low, high, upper, noise);
    }
  }

  public Sample next() {
    int r = random.nextInt(REGIMES);
    double load = random.nextDouble();
    double middle = level[r] + slope[r] * load;
    double high = middle + apart[r] * (1 - upper[r]);
    double low = middle - apart[r] * upper[r];
    double mode = random.nextDouble() < upper[r] ? high : low;
    double value = mode + noise[r] * random.nextGaussian();
    return new Sample(r, load, value, low, high, upper[r], noise[r]);
  }
}
