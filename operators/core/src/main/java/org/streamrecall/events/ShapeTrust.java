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
  private static final double UNHEARD = -4; // up to which a shape is as good as none
  private static final double DOUBTED = -5.9; // up to which few errors are held against one

  /** One of so many: no usual season is a multiple, so that none hides from it. */
  private static final int FEW = 11;

  private static final double MOST = 5;
  private static final double SAID = 2; // most that one error says
  private static final double COST = 0.02; // of a shape that says the same

  private float odds = FIRST;

  void clear() {
    odds = FIRST;
  }

  /**
   * Whether a shape is to be made, to be believed or to be judged: it costs more than it is worth
   * where one spread does as well.
   *
   * @param event of the key, counted
   */
  boolean isWanted(long event) {
    return odds > DOUBTED || event % FEW == 0;
  }

  /** Weight of the shape beside a normal distribution; 0 where it is next to none. */
  double weight() {
    return odds <= UNHEARD ? 0 : 1 / (1 + Exp.exp(-odds));
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
