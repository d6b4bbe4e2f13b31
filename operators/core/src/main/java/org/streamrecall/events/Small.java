package org.streamrecall.events;

/**
 * A number from 0 to a million in 16 bits: five of exponent, eleven of fraction. What is below
 * 1/4096 is 0.
 */
final class Small {
  private static final int DROPPED = 12; // of a float's fraction
  private static final int LEAST = (127 - 12) << (23 - DROPPED); // 2^-12
  private static final int MOST = (1 << Short.SIZE) - 1;

  private Small() {}

  static short of(double x) {
    int bits = Float.floatToIntBits((float) Math.max(0, x)) + (1 << (DROPPED - 1)); // rounded
    return (short) Math.max(0, Math.min(MOST, (bits >>> DROPPED) - LEAST));
  }

  static double toDouble(short small) {
    int bits = small & MOST;
    return bits == 0 ? 0 : Float.intBitsToFloat((bits + LEAST) << DROPPED);
  }
}
