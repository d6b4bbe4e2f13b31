package org.streamrecall.training;

/** Adam with decoupled weight decay towards where the weights started (not towards zero). */
final class Adam {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.99;
  private static final double EPSILON = 1e-8;

  private final double[] start;
  private final double[] rates; // learning rate of each weight, relative
  private final double[] decays; // pull towards the start, per step at rate 1
  private final double[] mean;
  private final double[] square;
  private int step;

  Adam(double[] start, double[] rates, double[] decays) {
    this.start = start.clone();
    this.rates = rates;
    this.decays = decays;
    this.mean = new double[start.length];
    this.square = new double[start.length];
  }

  /** Moves the weights against the gradient, whose global norm is clipped to 1. */
  void step(double[] weights, double[] gradient, double rate) {
    step++;
    double squares = 0;
    for (double g : gradient) {
      squares += g * g;
    }
    double norm = Math.sqrt(squares);
    double clip = norm > 1 ? 1 / norm : 1;
    double firstBias = 1 - StrictMath.pow(FIRST, step);
    double secondBias = 1 - StrictMath.pow(SECOND, step);
    for (int i = 0; i < weights.length; i++) {
      double g = clip * gradient[i];
      mean[i] = FIRST * mean[i] + (1 - FIRST) * g;
      square[i] = SECOND * square[i] + (1 - SECOND) * g * g;
      double move = mean[i] / firstBias / (Math.sqrt(square[i] / secondBias) + EPSILON);
      double own = rate * rates[i];
      weights[i] -= own * (move + decays[i] * (weights[i] - start[i]));
    }
  }
}
