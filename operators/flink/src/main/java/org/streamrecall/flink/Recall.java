package org.streamrecall.flink;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Token;

/**
 * The way in: three streams go in, predictions come out.
 *
 * <pre>{@code
 * SingleOutputStreamOperator<Prediction> predictions =
 *     Recall.tokens(tokens)                      // DataStream<Token>: they teach
 *         .queries(queries)                      // DataStream<Query>: they ask
 *         .model(RecallModel.load(path))
 *         .models(models)                        // optional, DataStream<ModelUpdate>
 *         .uid("answers")
 *         .apply();
 * DataStream<Refused> refused = predictions.getSideOutput(Recall.REFUSED);
 * }</pre>
 *
 * A query is answered at once, from the tokens of its context that arrived before it. Two streams
 * have no order between them: where it matters, give one stream of {@link #inputs}, or let time put
 * them in order by {@link #eventTime}.
 */
public final class Recall {
  /** Tokens, queries and models that were not taken in, each with its reason. */
  public static final OutputTag<Refused> REFUSED =
      new OutputTag<>("recall-refused", RecallTypes.REFUSED);

  /** Side output of what {@link #shadow another model} would have answered. */
  public static final OutputTag<Prediction> SHADOW =
      new OutputTag<>("recall-shadow", RecallTypes.PREDICTION);

  /** Side output of what became of events, where outcomes come on a stream of their own. */
  public static final OutputTag<JudgedOutcome> JUDGED_OUTCOMES =
      new OutputTag<>("recall-judged-outcomes", RecallTypes.JUDGED_OUTCOME);

  private final DataStream<Token> tokens; // both null where inputs is given
  private final DataStream<Query> queries;
  private final DataStream<RecallInput> inputs;
  private RecallModel model;
  private DataStream<ModelUpdate> models;
  private int sketchBytes = SketchLayout.DEFAULT_BYTES;
  private Decay decay = Decay.NONE;
  private EventTime eventTime;
  private RecallModel shadow;
  private Instant queriesFrom;
  private int distinct;
  private int salts = 1;
  private Set<String> salted = Set.of();
  private String uid;

  private Recall(
      DataStream<Token> tokens, DataStream<Query> queries, DataStream<RecallInput> inputs) {
    this.tokens = tokens;
    this.queries = queries;
    this.inputs = inputs;
  }

  /** Events of any type, each asked about and then learned. */
  public static <E> EventRecall<E> on(DataStream<E> events) {
    return new EventRecall<>(Objects.requireNonNull(events, "events"));
  }

  /** What teaches; {@link Taught#queries} comes next. */
  public static Taught tokens(DataStream<Token> tokens) {
    return new Taught(Objects.requireNonNull(tokens, "tokens"));
  }

  /** The general form: one stream whose order counts, already embedded by the model's schema. */
  public static Recall inputs(DataStream<RecallInput> inputs) {
    return new Recall(null, null, Objects.requireNonNull(inputs, "inputs"));
  }

  /** A recall that knows what teaches it, and not yet what asks. */
  public static final class Taught {
    private final DataStream<Token> tokens;

    private Taught(DataStream<Token> tokens) {
      this.tokens = tokens;
    }

    /** What asks. */
    public Recall queries(DataStream<Query> queries) {
      return new Recall(tokens, Objects.requireNonNull(queries, "queries"), null);
    }
  }

  /** The first model. It travels with the job, so that no query can come before it. */
  public Recall model(RecallModel model) {
    this.model = model;
    return this;
  }

  /**
   * Later models. Each answers at once, or from its time on, if its schema is the first one's; else
   * it goes to {@link #REFUSED} and nothing changes. The last four survive a restore. {@link
   * ModelFiles} gives those of a folder.
   */
  public Recall models(DataStream<ModelUpdate> models) {
    this.models = models;
    return this;
  }

  /**
   * Bytes of one context's memory, all in; {@link SketchLayout#DEFAULT_BYTES} unless set. A restart
   * may change it: a memory takes the new size at its next fold.
   */
  public Recall sketchBytes(int sketchBytes) {
    this.sketchBytes = sketchBytes;
    return this;
  }

  /**
   * Lets tokens fade: one that is a half-life older than another counts half as much. A token
   * without a time counts as the newest. Memories that exist keep the half-life they began with:
   * another one refuses them.
   *
   * @throws IllegalArgumentException if it is not positive, or beyond 285,000 years
   */
  public Recall halfLife(Duration halfLife) {
    this.decay = decay(halfLife);
    return this;
  }

  static Decay decay(Duration halfLife) {
    if (halfLife.toMillis() < 1) {
      throw new IllegalArgumentException(
          "halfLife=" + halfLife + " is below 1 ms; leave it out to keep every token alike");
    }
    return new Decay(halfLife.toMillis());
  }

  /**
   * Answers a query from exactly the tokens with times up to its own, once the watermarks of both
   * streams have passed it; {@link EventTime#DEFAULTS} to begin with. Assign watermarks to tokens
   * and queries, with idleness if a source may fall silent. Models need none.
   *
   * <p>An answer has its query's timestamp.
   */
  public Recall eventTime(EventTime eventTime) {
    this.eventTime = Objects.requireNonNull(eventTime, "eventTime");
    return this;
  }

  /**
   * Answers every query by another model too, into {@link #SHADOW}: to compare before it serves. It
   * costs its own attention for each query.
   */
  public Recall shadow(RecallModel shadow) {
    this.shadow = shadow;
    return this;
  }

  /**
   * Answers only queries of this time and later, and those without a time: tokens from the oldest
   * offset on rebuild the memories, and what was asked back then is passed over.
   */
  public Recall queriesFrom(Instant queriesFrom) {
    this.queriesFrom = queriesFrom;
    return this;
  }

  /**
   * Takes a token only if its {@code ref} is not among so many newest ones of its context: for
   * producers that may send one twice. Costs 8 bytes each beside the memory; off unless set.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Recall distinctRefs(int window) {
    if (window < 0) {
      throw new IllegalArgumentException(
          "distinct.refs=" + window + " is negative; 0 takes every token");
    }
    this.distinct = window;
    return this;
  }

  /**
   * Keeps each of these contexts in several shards, on as many subtasks, because one has more
   * tokens than a subtask takes in. Tokens go to one shard each, queries to all, and one answer is
   * made of what they say: what one memory would have answered, as far as memories are exact. A
   * shard has {@link #sketchBytes} of its own; a salted context is never {@link EventTime#idle}.
   *
   * <p>A running job may begin to salt, or salt more, from its savepoint: what was told before
   * stays. Less it may not: the shards left out would be forgotten, so Flink refuses the savepoint
   * for the operator that is missing, or answers change.
   *
   * @param salts shards of a context, a power of two up to 64; at that parallelism or half of it
   *     subtasks have equal numbers of them
   * @param contexts that are salted; none for all, at {@code salts} times the bytes and work of a
   *     query
   * @throws IllegalArgumentException if salts is no such number
   */
  public Recall salted(int salts, Set<String> contexts) {
    new Salting(salts, contexts, Salting.MOST); // fails here
    this.salts = salts;
    this.salted = Set.copyOf(contexts);
    return this;
  }

  /** Keeps every token: the oracle, in unbounded state. Replaces {@link #sketchBytes}. */
  public Recall exact() {
    return sketchBytes(SketchLayout.UNBOUNDED);
  }

  /** Prefix of the operators' uids, by which a savepoint finds them again. One per recall. */
  public Recall uid(String uid) {
    this.uid = uid;
    return this;
  }

  /**
   * @return the predictions; what was refused is its side output {@link #REFUSED}
   * @throws IllegalStateException if model or uid is missing
   * @throws IllegalArgumentException if sketchBytes is too small for the model's schema
   */
  public SingleOutputStreamOperator<Prediction> apply() {
    if (uid == null || uid.isBlank()) {
      throw new IllegalStateException(
          "a recall has no uid, without which its memories are not found again after a restart;"
              + " add .uid(\"answers\"), a name that no other recall of the job has");
    }
    if (model == null) {
      throw new IllegalStateException(
          "recall \""
              + uid
              + "\" has no model; add .model(RecallModel.load(path)), or"
              + " .model(RecallModel.untrained(schema)) to begin without training");
    }
    if (shadow != null && !shadow.schema().hash().equals(model.schema().hash())) {
      throw new IllegalArgumentException(
          "the shadow model has schema "
              + shadow.schema().hash()
              + ", the memories of recall \""
              + uid
              + "\" have "
              + model.schema().hash()
              + "; train it with the same schema");
    }
    SketchLayout.of(
        model.schema().shape(), sketchBytes, true, decay); // fails here, not in the cluster
    byte[] bytes = model.toBytes();
    DataStream<RecallInput> told = inputs == null ? embeddedTokens(bytes) : inputs;
    DataStream<RecallInput> all = inputs == null ? told.union(embeddedQueries(bytes)) : inputs;
    DataStream<ModelUpdate> updates = models == null ? noModels(told) : timeless(models);
    SingleOutputStreamOperator<Prediction> predictions =
        salts == 1 ? whole(all, updates, bytes) : sharded(all, updates, bytes);
    return eventTime == null ? predictions : Stamped.of(predictions, uid);
  }

  private SingleOutputStreamOperator<Prediction> whole(
      DataStream<RecallInput> inputs, DataStream<ModelUpdate> updates, byte[] bytes) {
    return inputs
        .keyBy(byContext(), Types.STRING)
        .connect(updates.broadcast(ServedModel.UPDATES))
        .process(new RecallFunction(serving(bytes)), RecallTypes.PREDICTION)
        .uid(uid + "-recall")
        .name("recall " + uid);
  }

  private SingleOutputStreamOperator<Prediction> sharded(
      DataStream<RecallInput> inputs, DataStream<ModelUpdate> updates, byte[] bytes) {
    int most = inputs.getExecutionEnvironment().getMaxParallelism();
    if (most < 1) {
      throw new IllegalStateException(
          "recall \""
              + uid
              + "\" is salted in a job without a maximum parallelism, by which shards are spread;"
              + " set it for the life of the job's state: environment.setMaxParallelism(128)");
    }
    Salting salting = new Salting(salts, salted, most);
    var models = updates.broadcast(ServedModel.UPDATES);
    SingleOutputStreamOperator<RecallInput> spread =
        inputs
            .flatMap(new Spread(salting), RecallTypes.INPUT)
            .uid(uid + "-spread")
            .name("spread over the shards of " + uid);
    if (inputs.getParallelism() != spread.getParallelism()) {
      spread.setParallelism(inputs.getParallelism()); // else records would overtake one another
    }
    return spread
        .keyBy(byContext(), Types.STRING)
        .connect(models)
        .process(new ShardFunction(serving(bytes), salting), RecallTypes.SAID)
        .uid(uid + "-recall")
        .name("shards of " + uid)
        .keyBy(Said::key, Types.STRING)
        .connect(models)
        .process(new MergeFunction(serving(bytes)), RecallTypes.PREDICTION)
        .uid(uid + "-merge")
        .name("recall " + uid);
  }

  private Serving serving(byte[] bytes) {
    Serving serving = Serving.of(bytes, sketchBytes, decay).eventTime(eventTime).distinct(distinct);
    if (shadow != null) {
      serving = serving.shadow(shadow.toBytes());
    }
    return queriesFrom == null ? serving : serving.queriesFrom(queriesFrom.toEpochMilli());
  }

  /** Models hold no watermark back: an answer waits for tokens and queries only. */
  private DataStream<ModelUpdate> timeless(DataStream<ModelUpdate> updates) {
    return eventTime == null
        ? updates
        : updates
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.forGenerator(context -> new EndOfTime<ModelUpdate>()))
            .uid(uid + "-models-time")
            .name("models of " + uid + " hold nothing back");
  }

  private DataStream<RecallInput> embeddedTokens(byte[] bytes) {
    return tokens
        .map(Embed.tokens(bytes), RecallTypes.INPUT)
        .uid(uid + "-tokens")
        .name("embed tokens of " + uid);
  }

  private DataStream<RecallInput> embeddedQueries(byte[] bytes) {
    return queries
        .map(Embed.queries(bytes), RecallTypes.INPUT)
        .uid(uid + "-queries")
        .name("embed queries of " + uid);
  }

  /**
   * An empty stream off what teaches rather than a source of its own: a source would end at once,
   * and its state would stand in the way of adding models at a later restore.
   */
  private DataStream<ModelUpdate> noModels(DataStream<RecallInput> told) {
    FlatMapFunction<RecallInput, ModelUpdate> none = (input, out) -> {};
    return told.flatMap(none, RecallTypes.MODEL_UPDATE)
        .uid(uid + "-no-models")
        .name("no models for " + uid);
  }

  static KeySelector<RecallInput, String> byContext() {
    return input -> input.context() == null ? "" : input.context();
  }
}
