package org.streamrecall.panel;

import java.nio.ByteBuffer;

/**
 * A part of the last known error, added to what is foretold next: as much as errors have followed
 * errors lately.
 */
final class Correction {
  private static final double KEEP = 0.995;
  private static final double PRIOR = 0.2;
  static final int BYTES = 3 * Float.BYTES;

  private float squares;
  private float products;
  private float last; // known error

  void clear() {
    squares = 0;
    products = 0;
    last = 0;
  }

  double last() {
    return last;
  }

  /** What is to be added. */
  double next() {
    double rho = products / (squares + PRIOR);
    return Math.max(-1, Math.min(1, rho)) * last;
  }

  /**
   * @param before the last known error when this was foretold
   */
  void learn(double before, double error) {
    squares = (float) (KEEP * squares + before * before);
    products = (float) (KEEP * products + before * error);
    last = (float) error;
  }

  void put(ByteBuffer out) {
    out.putFloat(squares).putFloat(products).putFloat(last);
  }

  void get(ByteBuffer in) {
    squares = in.getFloat();
    products = in.getFloat();
    last = in.getFloat();
  }
}
