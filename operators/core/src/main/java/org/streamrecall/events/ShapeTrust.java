package org.streamrecall.events;

import java.nio.ByteBuffer;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Log;
import org.streamrecall.panel.Shape;

/**
 * How far the shape of a key's errors is to be believed, beside one spread for all: the odds that
 * errors so far give it, none of which says much and which never run away, so that either comes
 * back soon (Herbster and Warmuth 1998).
 */
final class ShapeTrust {
  static final int BYTES = Float.BYTES;

  private static final float FIRST = -3; // log odds: one spread, until errors say more
  private static final double LEAST = -6;
  private static final double MOST = 5;
  private static final double SAID = 2; // most that one error says
  private static final double COST = 0.02; // of a shape that says the same

  private float odds = FIRST;

  void clear() {
    odds = FIRST;
  }

  /** Weight of the shape beside a normal distribution; 0 where it is next to none. */
  double weight() {
    return odds <= LEAST ? 0 : 1 / (1 + Exp.exp(-odds));
  }

  /**
   * @param x error in units of its spread
   */
  void learn(Shape shape, double x) {
    double density = shape.normalised(1).density(x);
    double gain = Log.log(Math.max(Double.MIN_NORMAL, density)) + x * x / 2;
    double said = Math.max(-SAID, Math.min(SAID, gain)) - COST;
    odds = (float) Math.max(LEAST, Math.min(MOST, odds + said));
  }

  void put(ByteBuffer out) {
    out.putFloat(odds);
  }

  void get(ByteBuffer in) {
    odds = in.getFloat();
  }
}
