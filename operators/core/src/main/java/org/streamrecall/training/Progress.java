package org.streamrecall.training;

/** Is told how training gets on; a progress bar, mostly. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (step, steps, loss) -> {};

  /**
   * @param step steps taken
   * @param steps to be taken
   * @param loss mean loss of the last step's queries
   */
  void step(int step, int steps, double loss);
}
