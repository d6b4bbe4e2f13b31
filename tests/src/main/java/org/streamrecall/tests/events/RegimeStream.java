package org.streamrecall.tests.events;

import java.util.Random;

/**
 * Keys that each move among regimes of their own. The regime shows as a name, and sets the level of
 * the value and how it follows two inputs:
 *
 * <pre>  value = level_r + slope_r1 x1 + slope_r2 x2 + NOISE n,    n normal</pre>
 *
 * Levels are normal with deviation 3, slopes and inputs with deviation 1. A regime is left with
 * probability 0.3 an event, for any of the six. An anomaly is off by four times the noise: far for
 * its regime, unremarkable among all values.
 */
public final class RegimeStream {
  public static final int REGIMES = 6;
  public static final double NOISE = 0.3;
  public static final double ANOMALY = 4 * NOISE;
  private static final double LEAVE = 0.3;
  private static final double LEVELS = 3;

  private final Random random;
  private final double anomalies;
  private final double[] level = new double[REGIMES];
  private final double[][] slope = new double[REGIMES][2];
  private int regime;

  /**
   * @param key number of the key; each has regimes of its own
   * @param anomalies share of events that are anomalies
   */
  public RegimeStream(long seed, int key, double anomalies) {
    random = new Random(seed * 1_000_003 + key);
    this.anomalies = anomalies;
    for (int r = 0; r < REGIMES; r++) {
      level[r] = LEVELS * random.nextGaussian();
      slope[r][0] = random.nextGaussian();
      slope[r][1] = random.nextGaussian();
    }
    regime = random.nextInt(REGIMES);
  }

  /**
   * One event.
   *
   * @param regime its number; its name is {@code "r" + regime}
   * @param expected value without noise, as who knows the regime foretells it
   * @param anomaly whether it was made one
   */
  public record Sample(
      int regime, double x1, double x2, double value, double expected, boolean anomaly) {}

  public Sample next() {
    if (random.nextDouble() < LEAVE) {
      regime = random.nextInt(REGIMES);
    }
    double x1 = random.nextGaussian();
    double x2 = random.nextGaussian();
    double expected = level[regime] + slope[regime][0] * x1 + slope[regime][1] * x2;
    double value = expected + NOISE * random.nextGaussian();
    boolean anomaly = random.nextDouble() < anomalies;
    boolean up = random.nextBoolean();
    if (anomaly) {
      value = expected + (up ? ANOMALY : -ANOMALY);
    }
    return new Sample(regime, x1, x2, value, expected, anomaly);
  }
}
