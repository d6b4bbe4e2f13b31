package org.streamrecall.events;

/** Is shown each error: for training. */
@FunctionalInterface
public interface ErrorWatch {
  /**
   * @param error of a number, as it is foretold; of a category {@code -log} of its probability
   * @param score how far out it is in what was stated with it, as a key's record takes it
   */
  void see(int target, double error, double score);
}
