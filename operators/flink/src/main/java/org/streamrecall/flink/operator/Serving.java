package org.streamrecall.flink.operator;

import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.streamrecall.events.Waiting;
import org.streamrecall.flink.EventTime;
import org.streamrecall.flink.models.PerModel;
import org.streamrecall.flink.models.ServedModel;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.ShardedRecall;

/** What an operator is told: of plain fields, for it travels with the job. */
public final class Serving implements Serializable, Cloneable {
  private static final long serialVersionUID = 1;

  private byte[] model; // the first one's bytes
  private byte[] shadow; // of one that answers beside it, or null
  private int sketchBytes = SketchLayout.DEFAULT_BYTES; // of one key
  private long halfLife; // in milliseconds, 0 for none
  private EventTime eventTime; // null for order of arrival
  private long queriesFrom = Atom.NO_TIME; // what is older is not answered
  private int distinct; // newest references of a key that another must not be among
  private long forgetAfter; // silence, in milliseconds, 0 to remember all keys
  private int mostWaiting; // events of a key that wait for outcomes
  private long longestWait; // in milliseconds

  /** All that asks, by one model, in order of arrival. */
  public static Serving of(byte[] model, int sketchBytes, Decay decay) {
    return new Serving().model(model).sketchBytes(sketchBytes).halfLife(decay.halfLife());
  }

  private Serving with(Consumer<Serving> change) {
    try {
      Serving other = (Serving) clone();
      change.accept(other);
      return other;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  public Serving model(byte[] bytes) {
    return with(other -> other.model = bytes);
  }

  public Serving shadow(byte[] bytes) {
    return with(other -> other.shadow = bytes);
  }

  public Serving sketchBytes(int bytes) {
    return with(other -> other.sketchBytes = bytes);
  }

  public Serving halfLife(long millis) {
    return with(other -> other.halfLife = millis);
  }

  public Serving eventTime(EventTime rules) {
    return with(other -> other.eventTime = rules);
  }

  public Serving queriesFrom(long time) {
    return with(other -> other.queriesFrom = time);
  }

  public Serving distinct(int window) {
    return with(other -> other.distinct = window);
  }

  public Serving forgetAfter(long millis) {
    return with(other -> other.forgetAfter = millis);
  }

  public Serving waiting(Waiting waiting) {
    return with(
        other -> {
          other.mostWaiting = waiting.most();
          other.longestWait = waiting.millis();
        });
  }

  public EventTime eventTime() {
    return eventTime;
  }

  public int sketchBytes() {
    return sketchBytes;
  }

  int distinct() {
    return distinct;
  }

  long forgetAfter() {
    return forgetAfter;
  }

  public Waiting waiting() {
    return new Waiting(mostWaiting, longestWait);
  }

  public Decay decay() {
    return halfLife == 0 ? Decay.NONE : new Decay(halfLife);
  }

  /**
   * The models, if what is restored agrees with this.
   *
   * @param formats version of what the memories are packed in, then those that are read too
   */
  public ServedModel served(OperatorStateStore store, List<String> formats) throws Exception {
    String order = eventTime == null ? ServedModel.ARRIVAL : ServedModel.TIME;
    return new ServedModel(model, decay(), order, formats, store);
  }

  RecallModel firstModel() {
    return RecallModel.fromBytes(model);
  }

  /** The one that answers beside them, or null. */
  public RecallModel shadowModel() {
    return shadow == null ? null : RecallModel.fromBytes(shadow);
  }

  /** What shards answer by, and their answers are merged by. */
  public PerModel<ShardedRecall> shardedRecalls() {
    return new PerModel<>(of -> new ShardedRecall(of, decay()));
  }

  /** Of tokens' memories. */
  public SketchLayout layout(Schema schema) {
    return SketchLayout.of(schema.shape(), sketchBytes, true, decay());
  }

  boolean passes(long time) {
    return time == Atom.NO_TIME || time >= queriesFrom;
  }
}
