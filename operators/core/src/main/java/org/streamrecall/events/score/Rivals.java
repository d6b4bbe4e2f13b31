package org.streamrecall.events.score;

import java.util.List;

/**
 * What could be used instead, at work on one target of one key: each method foretells before it
 * learns, and learns what came of a moment once that is known.
 *
 * @param <S> what a method says
 */
interface Rivals<S> {
  /**
   * What is said of an event whose outcome is to come.
   *
   * @param said by method; null where nothing can be said yet
   * @param seen what is learned from, once the outcome is known
   */
  record Asked<S>(List<S> said, Object seen) {}

  /** What comes of an event, the outcome of which {@link #learn} will be told. */
  Asked<S> ask(float[] tag, double[] inputs);

  /** What came of an event that was asked about. */
  void learn(Object seen, Truth truth);

  /**
   * What comes of an event, from what was shown before; then the event is known.
   *
   * @param truth what the event itself says of the target; where that is what is foretold, it is
   *     not looked at before
   * @param tag what a memory compares the event by
   * @param inputs the event's features as plain numbers, NaN where missing
   * @return by method, in the order of their names; null where nothing can be said yet
   */
  List<S> next(Truth truth, float[] tag, double[] inputs);
}
