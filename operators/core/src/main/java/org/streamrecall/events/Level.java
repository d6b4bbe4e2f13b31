package org.streamrecall.events;

import java.nio.ByteBuffer;

/** Where the numbers of one target have lain lately, beside where they lie in the long run. */
final class Level {
  private static final int LONG = 1000; // numbers that mean and variance remember

  /** A squared deviation counts as at most so many variances: one outlier moves nothing far. */
  private static final double LARGEST = 36;

  private static final double FAR = 20; // deviations that one number counts for

  static final int BYTES = Double.BYTES + 2 * Float.BYTES + Short.BYTES;

  private final int lately;
  private double mean;
  private float variance;
  private float level; // mean deviation lately
  private int count;

  /**
   * @param lately numbers of which the level is taken
   */
  Level(int lately) {
    this.lately = lately;
  }

  /**
   * Takes in a number.
   *
   * @param x what came, or NaN where nothing with an order did
   * @param floor deviation that is nothing, positive
   * @return how far the numbers lie lately from all before them, in their standard deviations; with
   *     the sign of the side
   */
  double see(double x, double floor) {
    if (Double.isNaN(x)) {
      return 0;
    }
    if (count == 0) {
      count = 1;
      mean = x;
      return 0;
    }
    double off = x - mean;
    double far = off / Math.max(floor, Math.sqrt(variance));
    level += (float) ((Math.max(-FAR, Math.min(FAR, far)) - level) / lately);
    boolean first = variance <= floor * floor; // that is more than nothing: it sets the scale
    double most = first ? Float.MAX_VALUE : LARGEST * variance;
    double square = Math.min(Math.min(Float.MAX_VALUE, most), off * off);
    count = Math.min(LONG, count + 1);
    mean += Math.copySign(Math.sqrt(square), off) / count;
    variance += (float) ((square - variance) / count);
    return level;
  }

  void clear() {
    mean = 0;
    variance = 0;
    level = 0;
    count = 0;
  }

  void put(ByteBuffer out) {
    out.putDouble(mean).putFloat(variance).putFloat(level).putShort((short) count);
  }

  void get(ByteBuffer in) {
    mean = in.getDouble();
    variance = in.getFloat();
    level = in.getFloat();
    count = in.getShort();
  }
}
