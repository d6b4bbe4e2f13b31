package org.streamrecall.panel;

/**
 * What who asks knows without the memory: the last value, the mean, a season ago.
 *
 * @param given which of what the question gives
 */
record GivenHead(String title, int given) implements Head {
  @Override
  public void foretell(Question question, double[] said, Spread spread) {
    System.arraycopy(question.given()[given], 0, said, 0, said.length);
  }
}
