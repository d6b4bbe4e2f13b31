package org.streamrecall.flink;

import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.flink.models.ServedModel;
import org.streamrecall.flink.operator.Embed;
import org.streamrecall.flink.operator.RecallFunction;
import org.streamrecall.flink.operator.Serving;
import org.streamrecall.flink.operator.SideOutputs;
import org.streamrecall.flink.order.Stamped;
import org.streamrecall.flink.salt.MergeFunction;
import org.streamrecall.flink.salt.Said;
import org.streamrecall.flink.salt.Salting;
import org.streamrecall.flink.salt.ShardFunction;
import org.streamrecall.flink.salt.Spread;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
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
public final class Recall extends RecallBuilder<Recall> {
  /** Tokens, queries and models that were not taken in, each with its reason. */
  public static final OutputTag<Refused> REFUSED = SideOutputs.REFUSED;

  /** Side output of what {@link #shadow another model} would have answered. */
  public static final OutputTag<Prediction> SHADOW = SideOutputs.SHADOW;

  /** Side output of what became of events, where outcomes come on a stream of their own. */
  public static final OutputTag<JudgedOutcome> JUDGED_OUTCOMES = SideOutputs.JUDGED_OUTCOMES;

  /**
   * Side output of the alarms that events, outcomes and silences open and close, see {@link
   * EventRecall#alarms}.
   */
  public static final OutputTag<Alarm> ALARMS = SideOutputs.ALARMS;

  private final DataStream<Token> tokens; // both null where inputs is given
  private final DataStream<Query> queries;
  private final DataStream<RecallInput> inputs;
  private int salts = 1;
  private Set<String> salted = Set.of();

  private Recall(
      DataStream<Token> tokens, DataStream<Query> queries, DataStream<RecallInput> inputs) {
    this.tokens = tokens;
    this.queries = queries;
    this.inputs = inputs;
  }

  /** Events of any type, each asked about and then learned. */
  public static <E> EventRecall<E> on(DataStream<E> events) {
    return new EventRecall<>(Objects.requireNonNull(events, "events"), null, events.getType());
  }

  /**
   * Events that are read already, with questions and outcomes among them: one stream whose order
   * counts.
   *
   * @param type of the users' own records inside
   */
  public static <E> EventRecall<E> events(
      DataStream<EventInput<E>> inputs, TypeInformation<E> type) {
    return new EventRecall<>(null, Objects.requireNonNull(inputs, "inputs"), type);
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

  @Override
  Recall self() {
    return this;
  }

  /**
   * Keeps each of these contexts in several shards, on as many subtasks, because one has more
   * tokens than a subtask takes in. Tokens go to one shard each, queries to all, and one answer is
   * made of what they say: what one memory would have answered, as far as memories are exact. A
   * shard has {@link #sketchBytes} of its own; a salted context is never forgotten for its silence
   * ({@link #forgetAfter}).
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
          "recall \"%s\" has no model; add .model(RecallModel.load(path)), or .model(RecallModel.untrained(schema))"
                  .formatted(uid)
              + " to begin without training");
    }
    Serving told = serving(model);
    told.layout(model.schema()); // fails here, not in the cluster
    byte[] bytes = model.toBytes();
    DataStream<RecallInput> teaching = inputs;
    DataStream<RecallInput> all = inputs;
    if (inputs == null) {
      teaching = embedded(tokens, Embed.tokens(bytes), "tokens");
      all = teaching.union(embedded(queries, Embed.queries(bytes), "queries"));
    }
    DataStream<ModelUpdate> updates = updates(teaching);
    SingleOutputStreamOperator<Prediction> predictions =
        salts == 1 ? whole(all, updates, told) : sharded(all, updates, told);
    return eventTime == null ? predictions : Stamped.of(predictions, uid, Prediction::time);
  }

  private SingleOutputStreamOperator<Prediction> whole(
      DataStream<RecallInput> inputs, DataStream<ModelUpdate> updates, Serving told) {
    return inputs
        .keyBy(RecallInput::key, Types.STRING)
        .connect(updates.broadcast(ServedModel.UPDATES))
        .process(new RecallFunction(told), RecallTypes.PREDICTION)
        .uid(uid + "-recall")
        .name("recall " + uid);
  }

  private SingleOutputStreamOperator<Prediction> sharded(
      DataStream<RecallInput> inputs, DataStream<ModelUpdate> updates, Serving told) {
    int most = inputs.getExecutionEnvironment().getMaxParallelism();
    if (most < 1) {
      throw new IllegalStateException(
          "recall \"%s\" is salted in a job without a maximum parallelism, by which shards are spread;"
                  .formatted(uid)
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
        .keyBy(RecallInput::key, Types.STRING)
        .connect(models)
        .process(new ShardFunction(told, salting), Said.TYPE)
        .uid(uid + "-recall")
        .name("shards of " + uid)
        .keyBy(Said::key, Types.STRING)
        .connect(models)
        .process(new MergeFunction(told), RecallTypes.PREDICTION)
        .uid(uid + "-merge")
        .name("recall " + uid);
  }

  private <T> DataStream<RecallInput> embedded(DataStream<T> all, Embed<T> embed, String what) {
    return all.map(embed, RecallTypes.INPUT)
        .uid(uid + "-" + what)
        .name("embed " + what + " of " + uid);
  }
}
