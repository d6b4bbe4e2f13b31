package org.streamrecall.training;

import java.util.List;

/**
 * A held-out query, its answer and what the answer rests on.
 *
 * @param context name of the context
 * @param question place among the context's queries, from 1
 * @param tokens that the query sees
 * @param target (schema.target) numbers, or [slot]
 * @param value (schema.target) numbers, or a probability for each slot
 * @param error of numbers the mean squared error in variances of the targets that taught, so that a
 *     constant has 1 in the mean; of categories the cross-entropy in nats
 * @param recall of the asked tokens
 * @param mass share of the attention that falls on the asked tokens, mean over heads, 0 to 1
 * @param chance the same of attention that is blind: the share of the tokens that is asked for
 * @param effectiveTokens of each head, see {@link
 *     org.streamrecall.attention.Recollection#effectiveTokens}
 */
public record HeldOutAnswer(
    String context,
    int question,
    double tokens,
    float[] target,
    double[] value,
    double error,
    Asked recall,
    double mass,
    double chance,
    List<Double> effectiveTokens) {
  /** Which tokens count as those that a query asks for. */
  public enum Asked {
    /** Those of the category that is the answer. */
    SAME_CATEGORY,
    /** Those of the one tag that is nearest to the query's: contexts have few different tags. */
    SAME_TAG,
    /** The tenth of the tokens whose tags are nearest to the query's: tags are noisy. */
    NEAREST_TENTH
  }

  public HeldOutAnswer {
    effectiveTokens = List.copyOf(effectiveTokens);
  }

  /** Whether the most probable slot is the truth. */
  public boolean isRight() {
    return Evaluation.mostProbable(value) == (int) target[0];
  }
}
