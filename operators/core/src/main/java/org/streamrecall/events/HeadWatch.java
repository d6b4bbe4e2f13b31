package org.streamrecall.events;

/** Is shown how far off each head was, where numbers are foretold: for training. */
@FunctionalInterface
public interface HeadWatch {
  /**
   * @param errors squared, of places within a panel's limit, (heads), NaN of who said nothing
   */
  void see(int target, double[] errors);
}
