package org.streamrecall.events.score;

import java.util.List;
import org.streamrecall.events.Categories;

/**
 * What methods foretold, held against what came.
 *
 * @param <S> what a method says
 */
abstract class Tally<S> {
  private long count;

  /**
   * @param said by method, ours first
   */
  final void add(List<S> said, Truth truth) {
    for (int m = 0; m < said.size(); m++) {
      add(m, said.get(m), truth);
    }
    count++;
  }

  abstract void add(int method, S said, Truth truth);

  final long count() {
    return count;
  }

  /** Of numbers. */
  static final class Numbers extends Tally<Interval> {
    private final double[] squares;
    private final long[] covered;

    Numbers(int methods) {
      squares = new double[methods];
      covered = new long[methods];
    }

    @Override
    void add(int method, Interval said, Truth truth) {
      double error = said.value() - truth.number();
      squares[method] += error * error;
      covered[method] += truth.number() >= said.low() && truth.number() <= said.high() ? 1 : 0;
    }

    double rmse(int method) {
      return Math.sqrt(squares[method] / count());
    }

    double coverage(int method) {
      return (double) covered[method] / count();
    }
  }

  /** Of categories. */
  static final class Names extends Tally<Guess> {
    private final long[] right;
    private final double[] losses;

    Names(int methods) {
      right = new long[methods];
      losses = new double[methods];
    }

    @Override
    void add(int method, Guess said, Truth truth) {
      right[method] += said.isRight(truth.name()) ? 1 : 0;
      losses[method] += Categories.loss(said.probability(truth.name()));
    }

    double accuracy(int method) {
      return (double) right[method] / count();
    }

    double logLoss(int method) {
      return losses[method] / count();
    }
  }
}
