package org.streamrecall.measure;

/** The sequence by which numbers are rounded up or down. */
final class Dither {
  private double first; // where it starts
  private int count; // of the numbers rounded so far
  private final double[] shaken;

  /**
   * @param most numbers that are written together
   */
  Dither(int most) {
    shaken = new double[most];
  }

  void start(double seed) {
    first = seed;
    count = 0;
  }

  double next() {
    return Kernels.dither(first, count++);
  }

  /** Where the next n start, that are rounded together. */
  double skip(int n) {
    double start = Math.fma(count, Kernels.GOLDEN, first);
    count += n;
    return start;
  }

  /** Writes the first n in 32 bits each. */
  void putFloats(byte[] bytes, int at, double[] values, int n) {
    Kernels.ACTIVE.shake(values, skip(n), n, shaken);
    Packed.putFloats(bytes, at, shaken, n);
  }
}
