package org.streamrecall.panel;

import java.util.Arrays;
import org.streamrecall.mixture.LocalLine;

/** What a head's own fit says of the errors to expect. */
final class Spread {
  private static final double[] NONE = {};

  final double[] residual; // (contents) variances
  final Gaussians[] shapes; // (contents), of those that are wanted
  final boolean[] isWanted; // (contents)
  double tokens;
  double leverage;
  double[] shares = NONE; // (components), where it is attention
  boolean isKnown;

  Spread(int contents) {
    residual = new double[contents];
    shapes = new Gaussians[contents];
    isWanted = new boolean[contents];
    Arrays.setAll(shapes, c -> new Gaussians());
  }

  void clear() {
    isKnown = false;
    shares = NONE;
    for (Gaussians shape : shapes) {
      shape.clear();
    }
  }

  /**
   * Takes what a line says, unless its numbers leave 32 bits: then nothing is said.
   *
   * @param said what is foretold, (contents)
   * @return whether it said something
   */
  boolean take(LocalLine line, double[] said) {
    if (!line.isFinite()) {
      return false;
    }
    for (int c = 0; c < residual.length; c++) {
      said[c] = line.value(c);
      residual[c] = line.residual(c);
    }
    tokens = line.tokens();
    leverage = line.leverage();
    isKnown = true;
    return true;
  }
}
