package org.streamrecall.measure;

/** The sequence by which numbers are rounded up or down. */
final class Dither {
  private double first; // where it starts
  private int count; // of the numbers rounded so far

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
}
