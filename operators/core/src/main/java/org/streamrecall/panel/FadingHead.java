package org.streamrecall.panel;

import org.streamrecall.mixture.LocalLine;

/** A line through what was said lately. */
record FadingHead(String title) implements Head {
  private static final double RIDGE = 0.01;

  @Override
  public void foretell(Question question, double[] said, Spread spread) {
    if (question.isEmpty() || !question.hasFading()) {
      return;
    }
    LocalLine line = question.fading(RIDGE);
    if (!line.isFinite()) {
      return;
    }
    for (int c = 0; c < said.length; c++) {
      said[c] = line.value(c);
    }
    spread.take(line);
  }
}
