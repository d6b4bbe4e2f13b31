package org.streamrecall.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.streamrecall.flink.RecallBuilder;
import org.streamrecall.model.RecallModel;

/**
 * What a recall does beside remembering and answering all that comes.
 *
 * @param queriesFrom time of the first query or event that is answered, where records from the
 *     oldest offset on rebuild the memories; null to answer all
 * @param queriesTo time of the last one, to answer again what was lost; null to answer all
 * @param shadow a model that answers too, into the shadow topic; or null
 * @param distinctRefs newest references of a key of which a token's, or an event's id, must be none
 *     to be taken; 0 to take every one
 * @param forgetAfter silence for which a key is forgotten; null to remember all
 * @param salts shards of a context that has more tokens than a subtask takes in, see {@link
 *     org.streamrecall.flink.Recall#salted}; 1 for one memory. Not of events
 * @param salted contexts that are kept so; none for all
 */
public record KafkaServing(
    Instant queriesFrom,
    Instant queriesTo,
    RecallModel shadow,
    int distinctRefs,
    Duration forgetAfter,
    int salts,
    Set<String> salted) {
  /** All queries, by one model, from every token, by one memory of each context, for ever. */
  public static final KafkaServing DEFAULTS =
      new KafkaServing(null, null, null, 0, null, 1, Set.of());

  /**
   * Tells a recall what does not depend on its kind.
   *
   * @param halfLife null for no decay
   */
  <B extends RecallBuilder<B>> B tell(B recall, KafkaTime time, Duration halfLife) {
    if (time.isOrder()) {
      recall.eventTime(time.rules());
    }
    if (halfLife != null) {
      recall.halfLife(halfLife);
    }
    return recall
        .queriesFrom(queriesFrom)
        .queriesTo(queriesTo)
        .shadow(shadow)
        .distinctRefs(distinctRefs)
        .forgetAfter(forgetAfter);
  }
}
