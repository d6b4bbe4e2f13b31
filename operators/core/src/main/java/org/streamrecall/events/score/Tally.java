package org.streamrecall.events.score;

import org.streamrecall.events.Categories;

/** What methods foretold, held against what came. */
interface Tally {
  /**
   * @param foretold by method, ours first: a number, or probabilities by slot
   * @param bounds of our own methods' intervals; null where none is stated
   * @param truth a number, or a slot
   */
  void add(double[][] foretold, double[][] bounds, double truth);

  Score.Line line(int method, String name);

  /** Of numbers. */
  final class Numbers implements Tally {
    private final double[] squares;
    private final long[] covered;
    private long count;

    /**
     * @param methods all
     * @param own of them, the first ones
     */
    Numbers(int methods, int own) {
      squares = new double[methods];
      covered = new long[own];
    }

    @Override
    public void add(double[][] foretold, double[][] bounds, double truth) {
      for (int m = 0; m < squares.length; m++) {
        double error = foretold[m][0] - truth;
        squares[m] += error * error;
      }
      for (int m = 0; m < covered.length; m++) {
        covered[m] += truth >= bounds[m][0] && truth <= bounds[m][1] ? 1 : 0;
      }
      count++;
    }

    @Override
    public Score.Line line(int method, String name) {
      double coverage = method < covered.length ? (double) covered[method] / count : Double.NaN;
      double rmse = Math.sqrt(squares[method] / count);
      return new Score.Line(name, rmse, coverage, Double.NaN, Double.NaN);
    }
  }

  /** Of categories. */
  final class Slots implements Tally {
    private final boolean[] stated; // whether a method has probabilities
    private final long[] right;
    private final double[] losses;
    private long count;

    Slots(boolean[] stated) {
      this.stated = stated.clone();
      right = new long[stated.length];
      losses = new double[stated.length];
    }

    @Override
    public void add(double[][] foretold, double[][] bounds, double truth) {
      int slot = (int) truth;
      for (int m = 0; m < right.length; m++) {
        double[] p = foretold[m];
        right[m] += likeliest(p) == slot ? 1 : 0;
        losses[m] += Categories.loss(slot < p.length ? p[slot] : 0);
      }
      count++;
    }

    private static int likeliest(double[] p) {
      int best = 0;
      for (int s = 1; s < p.length; s++) {
        best = p[s] > p[best] ? s : best;
      }
      return best;
    }

    @Override
    public Score.Line line(int method, String name) {
      double loss = stated[method] ? losses[method] / count : Double.NaN;
      double accuracy = (double) right[method] / count;
      return new Score.Line(name, Double.NaN, Double.NaN, accuracy, loss);
    }
  }
}
