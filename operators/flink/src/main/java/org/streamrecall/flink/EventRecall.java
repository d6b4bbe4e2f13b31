package org.streamrecall.flink;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.streamrecall.events.EventMemory;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Waiting;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;

/**
 * Events: each is asked about, then learned.
 *
 * <pre>{@code
 * SingleOutputStreamOperator<Answered<Payment>> answered =
 *     Recall.on(payments)                                    // any type
 *         .key("card", Payment::card)
 *         .time("at", Payment::at)                           // Instant or milliseconds
 *         .number("amount", Payment::amount)
 *         .text("merchant", Payment::merchant)
 *         .like("hour(at), category(merchant), lag(amount,1..3)")
 *         .predict("amount")
 *         .uid("payments")
 *         .apply();
 * }</pre>
 */
public final class EventRecall<E> {
  /** A function that travels with the job: a method reference will do. */
  public interface Extractor<E, T> extends Function<E, T>, Serializable {}

  /** Reads an event; one instance a task, which travels with the job. */
  public interface Reading<E> extends Serializable {
    /**
     * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
     */
    Event read(E event);

    /** The id of what only asks and is not to be learned; null for an event. */
    default String question(E event) {
      return null;
    }

    /** Whether it is what became of an event, see {@link EventRecall#waiting}. */
    default boolean isOutcome(E event) {
      return false;
    }

    /** Whether its key's memory is to be emptied; of what is read then, only the key counts. */
    default boolean isForget(E event) {
      return false;
    }
  }

  /**
   * What a recall says, in the form in which it leaves the job: one stream, for a sink that takes
   * all of it in one transaction, without a step in between.
   */
  public interface Encoding<E, R> extends Serializable {
    R answered(Answered<E> answered);

    R refused(RefusedEvent<E> event);

    /** A model. */
    R refused(Refused model);

    R judged(JudgedOutcome outcome);
  }

  private final DataStream<E> events;
  private final List<DataStream<E>> more = new ArrayList<>();
  private final EventReader<E> reader = new EventReader<>();
  private Reading<E> reading;
  private String like;
  private String predict;
  private String base;
  private RecallModel model;
  private DataStream<ModelUpdate> models;
  private int sketchBytes = SketchLayout.DEFAULT_BYTES;
  private Decay decay = Decay.NONE;
  private Outcomes<?> outcomes;
  private Waiting waiting = Waiting.NONE;
  private String uid;

  EventRecall(DataStream<E> events) {
    this.events = events;
  }

  /**
   * Whose event it is; its text form is the key. An event without one is refused. Left out, all
   * events are one series, kept and answered by one subtask, in the order in which they come.
   */
  public EventRecall<E> key(String name, Extractor<E, ?> key) {
    reader.keyName = name;
    reader.key = key;
    return this;
  }

  /**
   * When it was: an Instant, or milliseconds since the epoch; null for not known.
   *
   * @param name the field, or {@code "seconds(at)"} if numbers of it are seconds since the epoch
   */
  public EventRecall<E> time(String name, Extractor<E, ?> time) {
    reader.timeName = name;
    reader.time = time;
    return this;
  }

  /** A field that is a number, or a time as for {@link #time}; null for missing. */
  public EventRecall<E> number(String name, Extractor<E, ?> number) {
    reader.numbers.put(name, number);
    return this;
  }

  /** A field that is a name or a text; null for missing. */
  public EventRecall<E> text(String name, Extractor<E, ?> text) {
    reader.texts.put(name, text);
    return this;
  }

  /**
   * Reads events whole, by the model's schema, in place of {@link #key} and the functions of
   * fields: for records that are parsed. Needs {@link #model}.
   */
  public EventRecall<E> reading(Reading<E> reading) {
    this.reading = reading;
    return this;
  }

  /** Further records of the same type, such as questions, from a source of their own. */
  public EventRecall<E> also(DataStream<E> records) {
    more.add(records);
    return this;
  }

  /** What makes two moments alike: {@code "hour(at), category(merchant), lag(amount,1..3)"}. */
  public EventRecall<E> like(String features) {
    this.like = features;
    return this;
  }

  /**
   * What is to be foretold of an event from its other fields: {@code "amount"}, {@code
   * "log(amount)"}, {@code "category(merchant)"}, or of later ones: {@code "next(amount,1..3)"}.
   */
  public EventRecall<E> predict(String targets) {
    this.predict = targets;
    return this;
  }

  /** What outcomes that come on a stream of their own are joined to an event by. */
  public EventRecall<E> id(String name, Extractor<E, ?> id) {
    reader.idName = name;
    reader.id = id;
    return this;
  }

  /**
   * Learns what became of events from a stream of its own, whichever comes first. An event is
   * answered at once, and learned when its outcome is there; {@link Recall#JUDGED_OUTCOMES} says
   * how surprising that was. What waits is part of sketchBytes.
   *
   * @param longest between an event's time and its outcome's, and that an event waits while its key
   *     goes on
   * @param most events of one key that wait at once, and as many outcomes; over it the oldest is
   *     given up, and counted as {@code recall.givenUp}
   */
  public EventRecall<E> outcomes(Outcomes<?> outcomes, Duration longest, int most) {
    this.outcomes = outcomes;
    return waiting(longest, most);
  }

  /**
   * The same for {@link #reading}, whose records tell what they are and have ids: events and
   * outcomes are one stream.
   */
  public EventRecall<E> waiting(Duration longest, int most) {
    this.waiting = new Waiting(most, longest.toMillis());
    return this;
  }

  /** What is to be foretold of the key's h-th next event. */
  public EventRecall<E> predictNext(String field, int horizon) {
    return predict("next(" + field + "," + horizon + ")");
  }

  /** What numbers are told as their departure from: none, last, season:24, mean. */
  public EventRecall<E> base(String base) {
    this.base = base;
    return this;
  }

  /** The first model; without one the untrained default answers at once. */
  public EventRecall<E> model(RecallModel model) {
    this.model = model;
    return this;
  }

  /** Later models, as {@link Recall#models}. */
  public EventRecall<E> models(DataStream<ModelUpdate> models) {
    this.models = models;
    return this;
  }

  /** All that one key takes; {@link SketchLayout#DEFAULT_BYTES} unless set. */
  public EventRecall<E> sketchBytes(int sketchBytes) {
    this.sketchBytes = sketchBytes;
    return this;
  }

  /** Lets what was learned fade, as {@link Recall#halfLife}. */
  public EventRecall<E> halfLife(Duration halfLife) {
    this.decay = Recall.decay(halfLife);
    return this;
  }

  /** Prefix of the operators' uids, by which a savepoint finds them again. One per recall. */
  public EventRecall<E> uid(String uid) {
    this.uid = uid;
    return this;
  }

  /** The side output with the events that could not be taken in. */
  public OutputTag<RefusedEvent<E>> refused() {
    return new OutputTag<>("recall-refused-events", EnvelopeType.refused(events.getType()));
  }

  /**
   * @return each event with what its key's memory made of it; those refused are in {@link #refused}
   * @throws IllegalStateException if something is missing, with what to add
   * @throws IllegalArgumentException if an expression cannot be read, a feature would read what is
   *     to be foretold, the model is of other events, or sketchBytes are too few
   */
  public SingleOutputStreamOperator<Answered<E>> apply() {
    return apply(
        bytes -> EventFunction.sideways(bytes, sketchBytes, decay, waiting, refused()),
        EnvelopeType.answered(events.getType()));
  }

  /**
   * The same as one stream.
   *
   * @param type of what leaves
   */
  public <R> SingleOutputStreamOperator<R> apply(Encoding<E, R> encoding, TypeInformation<R> type) {
    return apply(bytes -> new EventFunction<>(bytes, sketchBytes, decay, waiting, encoding), type);
  }

  private <R> SingleOutputStreamOperator<R> apply(
      Function<byte[], EventFunction<E, R>> function, TypeInformation<R> type) {
    require(
        uid != null && !uid.isBlank(), "uid", ".uid(\"payments\"), a name of its own in the job");
    RecallModel first = firstModel();
    new EventMemory(first, sketchBytes, true, decay, waiting); // fails here, not in the cluster
    if (decay.halfLife() > 0 && EventSchema.of(first).time() == null) {
      throw new IllegalStateException(
          "a half-life needs to know when events were; add .time(\"at\", Payment::at)");
    }
    Reading<E> read = reading == null ? reader.by(EventFields.of(EventSchema.of(first))) : reading;
    DataStream<Asked<E>> asked = read(events, read, "");
    for (int i = 0; i < more.size(); i++) {
      asked = asked.union(read(more.get(i), read, "-" + (i + 2)));
    }
    return withOutcomes(asked, EventSchema.of(first))
        .keyBy(Asked::key, Types.STRING)
        .connect((models == null ? noModels(asked) : models).broadcast(ServedModel.UPDATES))
        .process(function.apply(first.toBytes()), type)
        .uid(uid + "-events")
        .name("recall " + uid);
  }

  /** Each source's records are read where they come from: a union in between would be a hop. */
  private DataStream<Asked<E>> read(DataStream<E> records, Reading<E> read, String suffix) {
    return records
        .map(new Read<>(read), EnvelopeType.asked(events.getType()))
        .setParallelism(records.getParallelism()) // dealt out anew, a key's order would be lost
        .uid(uid + "-read" + suffix)
        .name("read events of " + uid);
  }

  private DataStream<Asked<E>> withOutcomes(DataStream<Asked<E>> asked, EventSchema schema) {
    return outcomes == null ? asked : asked.union(outcomes.asked(schema, asked.getType(), uid));
  }

  private RecallModel firstModel() {
    if (reading != null) {
      require(model != null, "model", ".model(..), for reading() reads by the model's schema");
      return model;
    }
    EventSchema schema = schema();
    require(schema.key() == null || reader.key != null, "key", ".key(\"card\", Payment::card)");
    requireOneSeries(schema, reader);
    if (outcomes == null) {
      reader.requireFields(schema);
    } else {
      require(reader.id != null, "id", ".id(\"payment\", Payment::id)");
      reader.requireFeatures(schema);
    }
    return model == null ? schema.untrained() : model;
  }

  /** A key that the model does not know would part what it takes as one series. */
  static void requireOneSeries(EventSchema schema, EventReader<?> reader) {
    if (schema.key() == null && reader.key != null) {
      throw new IllegalStateException(
          "the model has no key, all its events are one series; leave .key(\""
              + reader.keyName
              + "\", ..) out, or take a model with a key");
    }
  }

  private EventSchema schema() {
    if (model != null) {
      EventSchema carried = EventSchema.of(model);
      boolean same = like == null && predict == null;
      if (!same && !carried.equals(written())) {
        throw new IllegalArgumentException(
            "the model is of "
                + carried
                + ", the job asks for "
                + written()
                + "; leave like and predict out, or train a model for them");
      }
      return carried;
    }
    return written();
  }

  private EventSchema written() {
    require(like != null, "like", ".like(\"hour(at), category(merchant)\")");
    require(predict != null, "predict", ".predict(\"amount\")");
    return EventSchema.of(reader.keyName, reader.timeName, like, predict, base);
  }

  private void require(boolean there, String what, String remedy) {
    if (!there) {
      throw new IllegalStateException("the recall on events has no " + what + "; add " + remedy);
    }
  }

  /** As {@link Recall} does: off what is there, for a source of its own would end at once. */
  private DataStream<ModelUpdate> noModels(DataStream<Asked<E>> asked) {
    FlatMapFunction<Asked<E>, ModelUpdate> none = (event, out) -> {};
    return asked
        .flatMap(none, RecallTypes.MODEL_UPDATE)
        .uid(uid + "-no-models")
        .name("no models for " + uid);
  }

  /** Reads, before keying. */
  private static final class Read<E> implements MapFunction<E, Asked<E>> {
    private static final long serialVersionUID = 1;

    private final Reading<E> reading;

    Read(Reading<E> reading) {
      this.reading = reading;
    }

    @Override
    public Asked<E> map(E event) {
      try {
        return new Asked<>(
            event,
            reading.read(event),
            null,
            reading.question(event),
            reading.isOutcome(event),
            reading.isForget(event));
      } catch (RuntimeException e) {
        return new Asked<>(event, null, new Refusal(e).getMessage());
      }
    }
  }
}
