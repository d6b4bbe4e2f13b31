package org.streamrecall.flink;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.Waiting;
import org.streamrecall.flink.operator.Serving;
import org.streamrecall.flink.order.EndOfTime;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;

/**
 * What every recall can be told, whether it is of tokens or of events.
 *
 * @param <B> the kind of recall
 */
public abstract class RecallBuilder<B extends RecallBuilder<B>> {
  RecallModel model; // the first
  EventTime eventTime; // null for order of arrival
  Waiting waiting = Waiting.NONE;
  AlarmRule alarms; // null for none
  double[] quantiles = {}; // levels
  String uid;
  private RecallModel shadow; // or null
  private int sketchBytes = SketchLayout.DEFAULT_BYTES;
  private Decay decay = Decay.NONE;
  private long queriesFrom = Atom.NO_TIME;
  private long queriesTo = Long.MAX_VALUE;
  private int distinct;
  private long forgetAfter;
  private DataStream<ModelUpdate> models; // or null

  RecallBuilder() {}

  abstract B self();

  /** The first model. It travels with the job, so that nothing asks before it is there. */
  public B model(RecallModel model) {
    this.model = model;
    return self();
  }

  /**
   * Later models. Each answers at once, or from its time on, if its schema is the first one's; else
   * it goes to {@link Recall#REFUSED} and nothing changes. The last four survive a restore. {@link
   * ModelFiles} gives those of a folder.
   */
  public B models(DataStream<ModelUpdate> models) {
    this.models = models;
    return self();
  }

  /**
   * Bytes of one key's memory, all in; {@link SketchLayout#DEFAULT_BYTES} unless set. A restart may
   * change it: a memory takes the new size at its next fold.
   */
  public B sketchBytes(int sketchBytes) {
    this.sketchBytes = sketchBytes;
    return self();
  }

  /**
   * Lets what was learned fade: what is a half-life older than another counts half as much. What
   * has no time counts as the newest. Memories that exist keep the half-life they began with:
   * another one refuses them.
   *
   * @throws IllegalArgumentException if it is not positive, or beyond 285,000 years
   */
  public B halfLife(Duration halfLife) {
    if (halfLife.toMillis() < 1) {
      throw new IllegalArgumentException(
          "halfLife=" + halfLife + " is below 1 ms; leave it out to keep every token alike");
    }
    decay = new Decay(halfLife.toMillis());
    return self();
  }

  /**
   * Answers from exactly what has times up to its own, once the watermarks of all streams have
   * passed it; {@link EventTime#DEFAULTS} to begin with. Assign watermarks to the streams, with
   * idleness if a source may fall silent. Models need none.
   *
   * <p>An answer has the timestamp of what it answers.
   */
  public B eventTime(EventTime eventTime) {
    this.eventTime = Objects.requireNonNull(eventTime, "eventTime");
    return self();
  }

  /**
   * Answers all that asks by another model too, as a side output: to compare before it serves. It
   * costs its own attention for each answer, and of events a record of its own in each key.
   */
  public B shadow(RecallModel shadow) {
    this.shadow = shadow;
    return self();
  }

  /**
   * Answers only what has this time or a later one, or none: records from the oldest offset on
   * rebuild the memories, and what was to be answered back then is passed over.
   */
  public B queriesFrom(Instant queriesFrom) {
    if (queriesFrom != null) {
      this.queriesFrom = queriesFrom.toEpochMilli();
    }
    return self();
  }

  /** Answers only what has this time or an earlier one, or none: to answer again what was lost. */
  public B queriesTo(Instant queriesTo) {
    if (queriesTo != null) {
      this.queriesTo = queriesTo.toEpochMilli();
    }
    return self();
  }

  /**
   * Takes a token only if its {@code ref} is not among so many newest ones of its key, an event
   * only if its id is not: for producers that may send one twice. Costs 8 bytes each beside the
   * memory; off unless set.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public B distinctRefs(int window) {
    if (window < 0) {
      throw new IllegalArgumentException(
          "distinct.refs=" + window + " is negative; 0 takes every token");
    }
    distinct = window;
    return self();
  }

  /**
   * Forgets a key that brings nothing for so long: by its times where inputs are taken in order of
   * time, else by the clock. One that comes back starts anew. {@code recall.expired} counts them.
   *
   * @throws IllegalArgumentException if it is below 1 ms
   */
  public B forgetAfter(Duration silence) {
    if (silence != null) {
      if (silence.toMillis() < 1) {
        throw new IllegalArgumentException(
            "forget.after=" + silence + " is below 1 ms; leave it out to remember all keys");
      }
      forgetAfter = silence.toMillis();
    }
    return self();
  }

  /** Prefix of the operators' uids, by which a savepoint finds them again. One per recall. */
  public B uid(String uid) {
    this.uid = uid;
    return self();
  }

  /** What the operator is told, with a first model. */
  final Serving serving(RecallModel first) {
    if (shadow != null && !shadow.schema().hash().equals(first.schema().hash())) {
      throw new IllegalArgumentException(
          "the shadow model has schema %s, the memories of recall \"%s\" have %s; train it with the same schema"
              .formatted(shadow.schema().hash(), uid, first.schema().hash()));
    }
    return new Serving(
        first.toBytes(),
        shadow == null ? null : shadow.toBytes(),
        sketchBytes,
        decay,
        eventTime,
        queriesFrom,
        queriesTo,
        distinct,
        forgetAfter,
        waiting,
        alarms,
        quantiles);
  }

  /**
   * The later models, or none: an empty stream off what teaches rather than a source of its own,
   * which would end at once, and whose state would stand in the way of adding models at a later
   * restore. They hold no watermark back.
   */
  final <T> DataStream<ModelUpdate> updates(DataStream<T> told) {
    if (models == null) {
      FlatMapFunction<T, ModelUpdate> none = (input, out) -> {};
      return told.flatMap(none, RecallTypes.MODEL_UPDATE)
          .uid(uid + "-no-models")
          .name("no models for " + uid);
    }
    return eventTime == null
        ? models
        : models
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.forGenerator(context -> new EndOfTime<ModelUpdate>()))
            .uid(uid + "-models-time")
            .name("models of " + uid + " hold nothing back");
  }
}
