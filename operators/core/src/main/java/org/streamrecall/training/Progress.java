package org.streamrecall.training;

import java.util.function.Supplier;

/** Is told how training gets on; a progress bar, mostly, or what a report is made of. */
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

  /**
   * Another way to train begins; steps and checks from now on are its own.
   *
   * @param way in plain words
   * @param compared whether it is only what learned attention is held against
   */
  default void begins(String way, boolean compared) {}

  /**
   * The loss on what is held out was looked at.
   *
   * @param step steps that the way has taken
   * @param loss mean over all held-out queries
   */
  default void checked(int step, double loss) {}

  /**
   * Training on episodes has ended.
   *
   * @param held what the model says of held-out queries: to ask for it takes a pass over them
   */
  default void ended(Supplier<HeldOut> held) {}
}
