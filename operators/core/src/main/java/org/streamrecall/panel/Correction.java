package org.streamrecall.panel;

import java.nio.ByteBuffer;

/**
 * A part of the last known error, added to what is foretold next: as much as errors have followed
 * errors lately. An error beyond the usual ones counts as one of them, for it is what follows small
 * errors that this knows.
 */
final class Correction {
  private static final double FORGET = 0.005; // of what is known at the next moment
  private static final double LONGER = 0.3; // for each moment further ahead
  private static final double PRIOR = 0.2; // squared errors, of what is known at the next moment
  private static final double WARIER = 4; // for each moment further ahead
  private static final double LATELY = 0.01; // of an error in what is usual
  private static final double FAR = 16; // squares of what is usual: one error is no new regime
  static final int BYTES = 4 * Float.BYTES;

  private final double keep;
  private final double prior;
  private float squares;
  private float products;
  private float last; // known error
  private float usual; // its square

  /**
   * @param ahead moments until what is foretold is known, at least 1: errors are alike for that
   *     long, so that many say little
   */
  Correction(int ahead) {
    keep = 1 - FORGET / (1 + LONGER * (ahead - 1));
    prior = PRIOR * (1 + WARIER * (ahead - 1));
  }

  void clear() {
    squares = 0;
    products = 0;
    last = 0;
    usual = 0;
  }

  double last() {
    return last;
  }

  /** What is to be added. */
  double next() {
    double rho = products / (squares + prior);
    return Math.max(-1, Math.min(1, rho)) * last;
  }

  /**
   * @param before the last known error when this was foretold
   */
  void learn(double before, double error) {
    squares = (float) (keep * squares + before * before);
    products = (float) (keep * products + before * error);
    double square = error * error;
    double counted = usual > 0 ? Math.min(square, FAR * usual) : square;
    usual += (float) (LATELY * (counted - usual));
    double most = Math.sqrt(usual);
    last = (float) Math.max(-most, Math.min(most, error));
  }

  void put(ByteBuffer out) {
    out.putFloat(squares).putFloat(products).putFloat(last).putFloat(usual);
  }

  void get(ByteBuffer in) {
    squares = in.getFloat();
    products = in.getFloat();
    last = in.getFloat();
    usual = in.getFloat();
  }
}
