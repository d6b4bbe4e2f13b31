package org.streamrecall.attention;

import java.util.List;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Log;
import org.streamrecall.measure.Measure;

/**
 * What one head recalled from one shard of a measure, to be merged with the other shards. Softmax
 * attention over a union of measures is a sum, so nothing is lost by it:
 *
 * <pre>  o = sum_s w_s o_s,   w_s = Z_s / sum_r Z_r,   Z_s = ∫ e^{&lt;a,v&gt;} dnu_s</pre>
 *
 * @param logMass log Z_s
 * @param value o_s, (contentDims)
 * @param entropy of the shares within the shard, in nats
 * @param effectiveTokens Kish's effective number within the shard
 * @param memoryError of o_s, see {@link Measure#memoryError}
 * @param largest share of one part, within the shard
 * @param moments what a local regression gathered, or null without one
 * @param keptSquares sum of w^2 / m over the parts it gathered, within the shard; 0 without one
 */
public record PartialRecollection(
    double logMass,
    double[] value,
    double entropy,
    double effectiveTokens,
    double memoryError,
    double largest,
    double[] moments,
    double keptSquares) {

  /**
   * @param shard a measure with at least one part
   * @param a effective query, (tagDims)
   * @param o what was recalled by it
   * @param regression fitted to it, or null
   */
  public static PartialRecollection of(
      Measure shard, double[] a, Recollection o, LocalRegression regression) {
    double largest = 0;
    for (double share : o.shares()) {
      largest = Math.max(largest, share);
    }
    return new PartialRecollection(
        o.logMass(),
        o.value(),
        o.entropy(),
        o.effectiveTokens(),
        shard.memoryError(a, o.shares(), o.value()),
        largest,
        regression == null ? null : regression.packed(),
        regression == null ? 0 : regression.keptSquares());
  }

  /**
   * What the head recalls from all shards, summed in their order; its shares are the shards'.
   *
   * @param shards of one effective query, at least one
   */
  public static Recollection merged(List<PartialRecollection> shards) {
    double max = Double.NEGATIVE_INFINITY;
    for (PartialRecollection shard : shards) {
      max = Math.max(max, shard.logMass);
    }
    double[] weights = new double[shards.size()];
    double sum = 0;
    for (int s = 0; s < weights.length; s++) {
      weights[s] = Exp.exp(shards.get(s).logMass - max);
      sum += weights[s];
    }
    double[] value = new double[shards.get(0).value.length];
    double entropy = 0;
    double squares = 0;
    for (int s = 0; s < weights.length; s++) {
      weights[s] /= sum;
      PartialRecollection shard = shards.get(s);
      for (int t = 0; t < value.length; t++) {
        value[t] = Math.fma(weights[s], shard.value[t], value[t]);
      }
      if (weights[s] >= Double.MIN_NORMAL) { // a smaller one has no logarithm
        entropy += weights[s] * (shard.entropy - Log.log(weights[s]));
        squares += weights[s] * weights[s] / shard.effectiveTokens;
      }
    }
    return new Recollection(value, max + Log.log(sum), Math.max(0, entropy), 1 / squares, weights);
  }

  /** The same when only a part of every mass is left, 0 to 1. */
  public PartialRecollection aged(double left) {
    return new PartialRecollection(
        logMass + Log.log(left),
        value,
        entropy,
        effectiveTokens * left,
        memoryError,
        largest,
        moments,
        keptSquares / left);
  }

  /** The shards' errors are independent: their squares add. */
  public static double memoryError(List<PartialRecollection> shards, double[] weights) {
    double sum = 0;
    for (int s = 0; s < weights.length; s++) {
      double error = weights[s] * shards.get(s).memoryError;
      sum = Math.fma(error, error, sum);
    }
    return Math.sqrt(sum);
  }
}
