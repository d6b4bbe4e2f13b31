package org.streamrecall.kafka;

import java.time.Instant;
import java.util.Set;
import org.streamrecall.model.RecallModel;

/**
 * What a recall of tokens and queries does beside remembering and answering all of them.
 *
 * @param queriesFrom time of the first query that is answered, where tokens from the oldest offset
 *     on rebuild the memories; null to answer all
 * @param shadow a model that answers every query too, into the shadow topic; or null
 * @param distinctRefs newest references of a context of which a token's must be none to be taken; 0
 *     to take every token
 * @param salts shards of a context that has more tokens than a subtask takes in, see {@link
 *     org.streamrecall.flink.Recall#salted}; 1 for one memory
 * @param salted contexts that are kept so; none for all
 */
public record KafkaServing(
    Instant queriesFrom, RecallModel shadow, int distinctRefs, int salts, Set<String> salted) {
  /** All queries, by one model, from every token, by one memory of each context. */
  public static final KafkaServing DEFAULTS = new KafkaServing(null, null, 0, 1, Set.of());
}
