package org.streamrecall.flink.operator;

import java.io.Serializable;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.Waiting;
import org.streamrecall.flink.EventTime;
import org.streamrecall.flink.models.PerModel;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.ShardedRecall;

/**
 * What an operator is told; it travels with the job.
 *
 * @param model the first one's bytes
 * @param shadow of one that answers beside it, or null
 * @param sketchBytes of one key
 * @param eventTime null for order of arrival
 * @param queriesFrom what is older is not answered
 * @param queriesTo what is newer is not answered either
 * @param distinct newest references of a key that another must not be among
 * @param forgetAfter silence, in milliseconds, 0 to remember all keys
 * @param waiting of events for their outcomes
 * @param alarms when a key's alarm rings; null for none
 * @param quantiles levels of those that answers of numbers have; none for none
 */
public record Serving(
    byte[] model,
    byte[] shadow,
    int sketchBytes,
    Decay decay,
    EventTime eventTime,
    long queriesFrom,
    long queriesTo,
    int distinct,
    long forgetAfter,
    Waiting waiting,
    AlarmRule alarms,
    double[] quantiles)
    implements Serializable {
  /** What shards answer by, and their answers are merged by. */
  public PerModel<ShardedRecall> shardedRecalls() {
    return new PerModel<>(of -> new ShardedRecall(of, decay));
  }

  /** Of tokens' memories. */
  public SketchLayout layout(Schema schema) {
    return SketchLayout.of(schema.shape(), sketchBytes, true, decay);
  }

  /** A memory of events. */
  public EventMemory events(RecallModel model) {
    EventMemory memory = new EventMemory(model, sketchBytes, true, decay, waiting);
    memory.ring(alarms);
    memory.quantiles(quantiles);
    return memory;
  }

  boolean passes(long time) {
    return time == Atom.NO_TIME || time >= queriesFrom && time <= queriesTo;
  }
}
