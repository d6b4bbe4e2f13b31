package org.streamrecall.events;

import org.streamrecall.panel.Shape;

/**
 * What was stated of an error before it came.
 *
 * @param spread positive
 * @param shape in units of the spread
 */
record Stated(double spread, Shape shape) {
  /** That it is normal, for all that is known. */
  static Stated normal(double spread) {
    return new Stated(spread, Shape.NONE);
  }
}
