package org.streamrecall.flink;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.ShardedRecall;

/**
 * What a recall's operator is told: of plain fields, for it travels with the job.
 *
 * @param model the first one's bytes
 * @param shadow bytes of one that answers beside it, or null
 * @param sketchBytes of one context
 * @param halfLife in milliseconds, 0 for none
 * @param eventTime null for order of arrival
 * @param queriesFrom time of the first query that is answered, or Atom.NO_TIME for all
 * @param distinct newest references of a context that a token's must not be among, 0 for none
 */
record Serving(
    byte[] model,
    byte[] shadow,
    int sketchBytes,
    long halfLife,
    EventTime eventTime,
    long queriesFrom,
    int distinct)
    implements Serializable {
  /** Every query, by one model, in order of arrival. */
  static Serving of(byte[] model, int sketchBytes, Decay decay) {
    return new Serving(model, null, sketchBytes, decay.halfLife(), null, Atom.NO_TIME, 0);
  }

  Serving eventTime(EventTime rules) {
    return new Serving(model, shadow, sketchBytes, halfLife, rules, queriesFrom, distinct);
  }

  Serving shadow(byte[] other) {
    return new Serving(model, other, sketchBytes, halfLife, eventTime, queriesFrom, distinct);
  }

  Serving queriesFrom(long time) {
    return new Serving(model, shadow, sketchBytes, halfLife, eventTime, time, distinct);
  }

  Serving distinct(int window) {
    return new Serving(model, shadow, sketchBytes, halfLife, eventTime, queriesFrom, window);
  }

  Decay decay() {
    return new Decay(halfLife);
  }

  /** The models, if what is restored agrees with this. */
  ServedModel served(OperatorStateStore store) throws Exception {
    String order = eventTime == null ? ServedModel.ARRIVAL : ServedModel.TIME;
    return new ServedModel(model, decay(), order, List.of(ServedModel.FORMAT), store);
  }

  /** The one that answers beside them, or null. */
  RecallModel shadowModel() {
    return shadow == null ? null : RecallModel.fromBytes(shadow);
  }

  /** What shards answer by, and their answers are merged by. */
  PerModel<ShardedRecall> shardedRecalls() {
    return new PerModel<>(model -> new ShardedRecall(model, decay()));
  }

  SketchLayout layout(Schema schema) {
    return SketchLayout.of(schema.shape(), sketchBytes, true, decay());
  }

  boolean passes(Ask ask) {
    return ask.time() == Atom.NO_TIME || ask.time() >= queriesFrom;
  }
}
