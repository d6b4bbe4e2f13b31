package org.streamrecall.training;

import java.util.List;
import org.streamrecall.model.Network;
import org.streamrecall.model.ReadOutShape;

/**
 * One way to train: what is tried beside others, and chosen on held-out contexts.
 *
 * @param attention how heads weigh the past
 * @param heads of attention
 * @param shape of the read-out
 * @param beta inverse temperature of the first head for a tag of mean square 1
 * @param contexts per step
 * @param queries per context and step
 * @param shared whether what is recalled has one unit, or each number its own
 * @param seed of its start and order
 */
record Recipe(
    Attention attention,
    int heads,
    ReadOutShape shape,
    double beta,
    int contexts,
    int queries,
    boolean shared,
    long seed) {
  /** How heads weigh the past; all but the learned are what these are held against. */
  enum Attention {
    LEARNED,
    /** The same, which looks at no cluster but as at its tokens. */
    UNSMOOTHED,
    /** Attention as it starts, the read-out trained alike. */
    FROZEN,
    /** Linear attention, trained alike. */
    LINEAR,
    /** No attention: the mean of all that was said. */
    MEAN;

    boolean isLearned() {
      return this == LEARNED || this == UNSMOOTHED;
    }
  }

  /** Where clusters attend: from here it is as far to exact attention as to means alone. */
  private static final double HALF_SMOOTHED = 0.5;

  static final ReadOutShape SLOTS = new ReadOutShape(true, List.of(16));

  /** What is particular about it, in plain words. */
  String words() {
    String kind =
        switch (attention) {
          case LEARNED, UNSMOOTHED -> "learned attention";
          case FROZEN -> "frozen kernel";
          case LINEAR -> "linear attention";
          case MEAN -> "mean pooling";
        };
    return kind
        + ", heads: "
        + heads
        + ", read-out "
        + shape.widths().toString().replaceAll("[\\[\\] ]", "").replace(",", "x")
        + (shape.readsTag() ? " with" : " without")
        + " the query's tag, "
        + (shared ? "one unit" : "units of their own")
        + ", seed "
        + seed;
  }

  Recipe with(Attention other) {
    return new Recipe(other, heads, shape, beta, contexts, queries, shared, seed);
  }

  /** The same with each number that is recalled in its own unit, or all in one. */
  Recipe withUnits(boolean other) {
    return new Recipe(attention, heads, shape, beta, contexts, queries, other, seed);
  }

  Recipe withSeed(long other) {
    return new Recipe(attention, heads, shape, beta, contexts, queries, shared, other);
  }

  /**
   * The network before any step.
   *
   * @param examples that it will learn from
   */
  Network start(Examples examples) {
    double first = beta / examples.square();
    Network network =
        Network.start(
            examples.schema(), heads, shape, first, seed, examples.mean(), examples.scale());
    if (attention == Attention.LEARNED && !examples.areExact()) {
      network.weights().smooth(HALF_SMOOTHED);
    }
    if (attention == Attention.MEAN) {
      network.weights().forgetAttention();
    }
    return attention == Attention.LINEAR ? network.linearly() : network;
  }
}
