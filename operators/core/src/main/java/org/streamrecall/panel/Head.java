package org.streamrecall.panel;

/** One way to foretell the contents of a moment. */
interface Head {
  /** As evidence names it. */
  String title();

  /**
   * @param said what is foretold, (contents); NaN where it has nothing to say
   * @param spread what it knows of the errors to expect, or left as it is
   */
  void foretell(Question question, double[] said, Spread spread);
}
