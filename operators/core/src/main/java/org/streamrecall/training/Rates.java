package org.streamrecall.training;

import java.util.Arrays;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Weights;

/**
 * How fast each kind of weight moves beside the read-out's and is drawn back.
 *
 * @param warmUp steps until the learning rate is at its highest
 * @param beta of the logarithms of beta and lambda
 * @param matrix of attention's matrices
 * @param matrixDecay pull of these
 */
record Rates(int warmUp, double beta, double matrix, double matrixDecay) {
  private static final double SMOOTHING = 4; // of how far tags are drawn to their cluster's mean

  private static final Rates SLOTS = new Rates(20, 4, 0.1, 0.5);
  private static final Rates MEANS = new Rates(50, 10, 0.1, 0.5);

  /** A line is fitted in the tag's own coordinates: to weigh them against one another is safe. */
  private static final Rates LINES = new Rates(20, 4, 1, 0.02);

  static Rates of(Schema schema) {
    if (schema.regresses()) {
      return LINES;
    }
    return schema.fields().kind() == Kind.CLASSIFICATION ? SLOTS : MEANS;
  }

  Adam adam(Weights weights, Recipe.Attention attention) {
    boolean learned = attention.isLearned();
    boolean linear = attention == Recipe.Attention.LINEAR;
    double[] rates = new double[weights.values().length];
    double[] decays = new double[rates.length];
    Arrays.fill(rates, 1);
    for (int i = 0; i < rates.length; i++) {
      if (weights.isLogarithm(i)) {
        rates[i] = learned ? beta : 0;
      } else if (weights.isSmoothing(i)) {
        rates[i] = attention == Recipe.Attention.LEARNED ? SMOOTHING : 0;
      } else if (weights.isAttentionMatrix(i)) {
        rates[i] = learned || linear ? matrix : 0;
        decays[i] = matrixDecay;
      }
    }
    return new Adam(weights.values(), rates, decays);
  }
}
