package org.streamrecall.training;

import org.streamrecall.model.Kind;

/**
 * What a training was worth on contexts that did not teach. Of numbers each figure is R^2, the part
 * of the targets' variance that is explained; of categories it is the share that is named rightly.
 *
 * @param kind of what is predicted
 * @param contexts held out
 * @param queries of these
 * @param learned of the model
 * @param taughtContexts that taught
 * @param taughtQueries of these
 * @param blind of an answer that knows nothing of the query: 0, or the share of each context's
 *     largest category
 * @param frozen of the kernel before any training, its read-out trained alike; NaN if not compared
 * @param linear of linear attention trained alike; NaN if not compared, and for categories
 * @param mean of mean pooling trained alike; NaN if not compared
 * @param cause why nothing was learned, or {@link Cause#NONE} if something was
 */
public record Worth(
    Kind kind,
    int contexts,
    int queries,
    double learned,
    int taughtContexts,
    int taughtQueries,
    double blind,
    double frozen,
    double linear,
    double mean,
    Cause cause) {
  /** Why nothing was learned. */
  public enum Cause {
    /** Something was. */
    NONE,
    /** So few taught that they are learned by heart sooner than understood. */
    FEW_CONTEXTS,
    /** Queries lie no nearer to their own context's tokens than to another's. */
    NO_RECALL,
    /** Tokens like the query are there, and do not tell the target. */
    NOISY_LABELS
  }

  /** Whether the model is better than a blind answer by more than chance gives. */
  public boolean isLearned() {
    return cause == Cause.NONE;
  }
}
