package org.streamrecall.model;

/** What the heads recall for some queries of one measure, for a read-out of numbers. */
sealed interface RecalledRows permits ExactRows, SingleRows {
  /**
   * Writes what the read-out reads of each query, before any units.
   *
   * @param x (rows, inputs), of which some are these queries'
   */
  void read(double[] x, int inputs);

  /**
   * Carries the gradient by what is read back to attention.
   *
   * @param dx (rows, inputs)
   */
  void addGradient(double[] dx, int inputs, Weights gradient);
}
