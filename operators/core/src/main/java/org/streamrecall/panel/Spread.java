package org.streamrecall.panel;

import org.streamrecall.mixture.LocalLine;

/** What a head's own fit says of the errors to expect. */
final class Spread {
  private static final double[] NONE = {};

  final double[] residual; // (contents) variances
  double tokens;
  double leverage;
  double[] shares = NONE; // (components), where it is attention
  boolean isKnown;

  Spread(int contents) {
    residual = new double[contents];
  }

  void clear() {
    isKnown = false;
    shares = NONE;
  }

  void take(LocalLine line) {
    for (int c = 0; c < residual.length; c++) {
      residual[c] = line.residual(c);
    }
    tokens = line.tokens();
    leverage = line.leverage();
    isKnown = true;
  }
}
