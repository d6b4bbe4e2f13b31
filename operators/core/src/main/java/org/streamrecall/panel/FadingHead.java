package org.streamrecall.panel;

/** A line through what was said lately. */
record FadingHead(String title) implements Head {
  private static final double RIDGE = 0.01;

  @Override
  public void foretell(Question question, double[] said, Spread spread) {
    if (question.isEmpty() || !question.hasFading()) {
      return;
    }
    spread.take(question.fading(RIDGE), said);
  }
}
