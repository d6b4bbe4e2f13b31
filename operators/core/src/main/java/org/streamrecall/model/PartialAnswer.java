package org.streamrecall.model;

import java.util.Arrays;
import java.util.List;
import org.streamrecall.attention.PartialRecollection;
import org.streamrecall.measure.Evidence;
import org.streamrecall.measure.Log;

/**
 * What one shard of a context's memory says to a question; {@link ShardedRecall} merges them.
 *
 * @param tokens told to the shard; with 0 there is nothing more
 * @param mass of them
 * @param lastTime newest token time of the shard, or Atom.NO_TIME
 * @param exact whether it still holds every token
 * @param contentMass (contentDims), where slots are told apart; else empty
 * @param near log mass near the tag, where events ask for it; else NaN
 * @param heads what each recalled
 * @param evidence the shard's parts that can be among the largest of all shards
 * @param shares of those parts within the shard, (evidence, heads)
 */
public record PartialAnswer(
    long tokens,
    double mass,
    long lastTime,
    boolean exact,
    double[] contentMass,
    double near,
    List<PartialRecollection> heads,
    List<Evidence> evidence,
    double[][] shares) {
  public PartialAnswer {
    heads = List.copyOf(heads);
    evidence = List.copyOf(evidence);
  }

  /** The same when only a part of every mass is left, 0 to 1. */
  PartialAnswer aged(double left) {
    return left == 1
        ? this
        : new PartialAnswer(
            tokens,
            mass * left,
            lastTime,
            exact,
            Arrays.stream(contentMass).map(slot -> slot * left).toArray(),
            near + Log.log(left),
            heads.stream().map(head -> head.aged(left)).toList(),
            evidence.stream().map(part -> part.withTokens(part.tokens() * left)).toList(),
            shares);
  }
}
